import type { FlagMetric } from '../metrics/flag-metrics.js';
import type { Series } from '../metrics/series.js';
import { prometheusName } from './prometheus-name.js';

/** A registry of prom-client, as far as it is used. */
export interface MetricRegistry {
  /** Adds a metric, or throws if another one has its name. */
  registerMetric(metric: never): void;
  /** The metric of this name. */
  getSingleMetric(name: string): unknown;
  /** Removes the metric of this name. */
  removeSingleMetric(name: string): void;
}

/** What a registry asks a metric for. */
interface Collected {
  readonly name: string;
  readonly help: string;
  readonly type: FlagMetric['type'];
  readonly aggregator: string;
  readonly values: readonly Series[];
}

/**
 * A metric as a registry of prom-client knows it. A `Counter` of prom-client would be set anew, label by label, at each
 * scrape, and two scrapes at once would add up in it.
 */
export class RegistryMetric {
  /** A registry in the OpenMetrics format takes `_total` off and adds it again. */
  name: string;
  readonly help: string;
  readonly type: FlagMetric['type'];
  /** How the metrics of the processes of a cluster become one. */
  readonly aggregator: string;
  readonly #metric: FlagMetric;

  constructor(metric: FlagMetric) {
    this.name = prometheusName(metric);
    this.help = metric.help;
    this.type = metric.type;
    this.aggregator = metric.type === 'counter' ? 'sum' : 'max';
    this.#metric = metric;
  }

  async get(): Promise<Collected> {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: await this.#metric.read() };
  }

  /** The counts are the service's own and only grow. */
  reset(): void {}
}
