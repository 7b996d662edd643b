import type { FeatureFlags, FlagTypes } from '@halyard/core';
import { checkService } from '@halyard/core/adapter';
import { checkOptions } from '@halyard/core/store';
import { Counter, Gauge, type Registry } from 'prom-client';
import { namedBackends } from './backend-series.js';
import { evaluationSeries } from './evaluation-series.js';
import { type PrometheusOptions, prometheusChecks } from './prometheus-options.js';

const STATES = ['live', 'polling', 'stale', 'failed'] as const;

/**
 * Adds the metrics of these flags to a registry of prom-client, and returns the way to remove them. They are read when they
 * are scraped, so that evaluations cost nothing more. Throws `INVALID_OPTION` for a wrong option, and what the registry
 * throws if it has metrics of these names already.
 */
export function prometheus<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  registry: Registry,
  options: PrometheusOptions = {},
): () => void {
  checkService('prometheus', flags);
  checkOptions('prometheus', options, prometheusChecks);
  const { perFlag = false, maxFlags = 1000 } = options;
  const registers = [registry];
  const evaluations = new Counter({
    name: 'halyard_evaluations_total',
    help: 'Evaluations of flags by this process',
    labelNames: ['reason', 'error', ...(perFlag ? ['flag', 'variant'] : [])],
    registers,
    collect() {
      this.reset();
      const { evaluations: counts } = flags.counts();
      for (const { labels, value } of evaluationSeries(counts, perFlag ? maxFlags : undefined)) {
        this.inc(labels, value);
      }
    },
  });
  const gates = new Counter({
    name: 'halyard_gate_decisions_total',
    help: 'Requests that came to a gate of the flag, by its decision',
    labelNames: ['flag', 'decision'],
    registers,
    collect() {
      this.reset();
      for (const { flag, open, closed } of flags.counts().gates) {
        this.inc({ flag, decision: 'open' }, open);
        this.inc({ flag, decision: 'closed' }, closed);
      }
    },
  });
  const changes = new Counter({
    name: 'halyard_flag_changes_total',
    help: 'Changes of flags that this process saw',
    registers,
  });
  const state = new Gauge({
    name: 'halyard_backend_state',
    help: '1 for the state that the backend is in, 0 for the others',
    labelNames: ['backend', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { name, status } of namedBackends(flags.status())) {
        for (const each of STATES) this.set({ backend: name, state: each }, status.state === each ? 1 : 0);
      }
    },
  });
  const lastLoad = new Gauge({
    name: 'halyard_backend_last_load_timestamp_seconds',
    help: 'When the backend was last read with success',
    labelNames: ['backend'],
    registers,
    collect() {
      this.reset();
      for (const { name, status } of namedBackends(flags.status())) {
        if (status.lastLoad !== undefined) this.set({ backend: name }, status.lastLoad / 1000);
      }
    },
  });
  const held = new Gauge({
    name: 'halyard_flags',
    help: 'Flags in memory',
    registers,
    collect() {
      this.set(flags.status().flags);
    },
  });
  const invalid = new Gauge({
    name: 'halyard_invalid_flags',
    help: 'Stored flags that can not be used as they stand',
    registers,
    collect() {
      this.set(flags.status().invalid.length);
    },
  });
  const stop = flags.onChange(() => changes.inc());
  const metrics = { evaluations, gates, changes, state, lastLoad, held, invalid };
  return () => {
    stop();
    for (const metric of Object.values(metrics)) {
      // A registry may be used for several services, one after the other.
      const { name } = metric as unknown as { readonly name: string };
      if (registry.getSingleMetric(name) === metric) registry.removeSingleMetric(name);
    }
  };
}
