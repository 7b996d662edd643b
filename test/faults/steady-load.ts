import { Agent, get } from 'node:http';
import { p99 } from './percentile.js';

const EVERY_MS = 25;
const TIMEOUT_MS = 15_000;

/** One request. */
interface Sample {
  readonly path: 'gated' | 'plain';
  readonly phase: 'quiet' | 'fault';
  /** The status code, or what went wrong. */
  readonly answer: number | string;
  readonly ms: number;
  /** Its place in the order in which the app took requests. */
  readonly turn: number;
}

/**
 * Requests at a steady rate, whether or not the earlier ones are answered: to a gated route, and as many to a plain one,
 * which tell how fast this machine is at the moment.
 */
export class SteadyLoad {
  /** What the requests from now on are counted under. */
  phase: Sample['phase'] = 'quiet';
  readonly #urls: Readonly<Record<Sample['path'], string>>;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #samples: Sample[] = [];
  #latest: Sample | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #open = new Set<Promise<void>>();
  #sent = 0;

  constructor(gated: string, plain: string) {
    this.#urls = { gated, plain };
    this.#timer = setInterval(() => {
      const sample = this.#send(this.#sent++ % 2 === 0 ? 'gated' : 'plain');
      this.#open.add(sample);
      void sample.then(() => this.#open.delete(sample));
    }, EVERY_MS);
  }

  /** The latest answer of the gate. */
  get answer(): number | string | undefined {
    return this.#latest?.answer;
  }

  /** The different answers of the gate, in their order. */
  get answers(): readonly (number | string)[] {
    return this.#gated()
      .map(({ answer }) => answer)
      .filter((answer, i, all) => answer !== all[i - 1]);
  }

  get count(): number {
    return this.#samples.length;
  }

  /** The requests that got no answer, or one that neither the gate nor the route gives. */
  get failures(): readonly string[] {
    return this.#samples
      .filter(({ answer }) => answer !== 200 && answer !== 404)
      .map(({ path, answer }) => `${path}: ${answer}`);
  }

  /** How long all but the slowest hundredth took at most, in milliseconds. */
  p99(path: Sample['path'], phase: Sample['phase']): number {
    const asked = this.#samples.filter((sample) => sample.path === path && sample.phase === phase);
    return p99(asked.map(({ ms }) => ms));
  }

  /** Sends no more, and waits for the answers that are due. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    this.#agent.destroy();
  }

  #gated(): readonly Sample[] {
    return this.#samples.filter(({ path }) => path === 'gated').toSorted((a, b) => a.turn - b.turn);
  }

  #send(path: Sample['path']): Promise<void> {
    const { phase } = this;
    const began = performance.now();
    return new Promise((resolve) => {
      const end = (answer: number | string, turn = Number.MAX_SAFE_INTEGER): void => {
        const sample = { path, phase, answer, turn, ms: performance.now() - began };
        this.#samples.push(sample);
        if (path === 'gated' && turn > (this.#latest?.turn ?? -1)) this.#latest = sample;
        resolve();
      };
      const request = get(this.#urls[path], { agent: this.#agent, timeout: TIMEOUT_MS }, (response) => {
        response.resume();
        response.on('end', () => end(response.statusCode!, Number(response.headers['x-turn'])));
        response.on('error', (error) => end(error.message));
      });
      request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
      request.on('error', (error) => end(error.message));
    });
  }
}
