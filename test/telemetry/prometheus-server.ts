import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { prometheusProgram } from '../support/prometheus-programs.js';
import { ServerProcess } from '../support/server-process.js';

/** A series of an answer. */
export interface QueriedSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** A Prometheus of the tests, which scrapes one address every 200 ms; for the first time five seconds after its start. */
export class PrometheusServer {
  readonly #process = new ServerProcess('prometheus');
  readonly #origin: string;

  private constructor(port: number) {
    this.#origin = `http://127.0.0.1:${port}`;
  }

  /** `target`: the origin that has `/metrics`. Resolves once Prometheus answers queries. */
  static async start(target: string): Promise<PrometheusServer> {
    const port = await freePort();
    const server = new PrometheusServer(port);
    await server.#start(port, new URL(target).host);
    return server;
  }

  /** The series that an expression has now. Rejects with what Prometheus says of an invalid one. */
  async query(expression: string): Promise<readonly QueriedSeries[]> {
    const body = new URLSearchParams({ query: expression });
    const response = await fetch(`${this.#origin}/api/v1/query`, { method: 'POST', body });
    const { error, data } = (await response.json()) as {
      error?: string;
      data?: { result: readonly QueriedSeries[] };
    };
    if (data === undefined) throw new Error(`${expression}: ${error}`);
    return data.result;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #start(port: number, target: string): Promise<void> {
    const { folder } = this.#process;
    const config = {
      global: { scrape_interval: '200ms', scrape_timeout: '200ms' },
      scrape_configs: [{ job_name: 'shop', static_configs: [{ targets: [target] }] }],
    };
    // JSON is YAML.
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    await this.#process.start(prometheusProgram(), args, /Server is ready to receive web requests/);
  }
}
