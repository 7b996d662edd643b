import type { Counts, FeatureFlags, FlagTypes } from '@halyard/core';
import { inSlices } from '@halyard/core/store';
import { namedBackends } from './backend-series.js';
import { evaluationSeries } from './evaluation-series.js';
import type { MetricsOptions } from './metrics-options.js';
import { type Series, series } from './series.js';

/** A metric, as OpenTelemetry names it. {@link prometheusName} has its other name. */
export interface FlagMetric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  /** In UCUM: `s`, or what is counted in braces. */
  readonly unit: string;
  readonly help: string;
  /** The series as they are now. Many of them are made in slices, so that everything else gets its turn. */
  read(this: void): readonly Series[] | Promise<readonly Series[]>;
}

/** The metrics of one service, and the way to end them. */
export interface FlagMetrics {
  readonly metrics: readonly FlagMetric[];
  readonly stop: () => void;
}

const STATES = ['live', 'polling', 'stale', 'failed'] as const;

/** The metrics of a service. They are read when they are collected, so that evaluations cost nothing more. */
export function flagMetrics<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  { perFlag = false, maxFlags = 1000 }: MetricsOptions,
): FlagMetrics {
  let changes = 0;
  const stop = flags.onChange(() => changes++);
  const counts = sharedCounts(flags);
  const metrics: FlagMetric[] = [
    {
      name: 'halyard.evaluations',
      type: 'counter',
      unit: '{evaluation}',
      help: 'Evaluations of flags by this process',
      read: () => inSlices(evaluationSeries(counts().evaluations, perFlag ? maxFlags : undefined)),
    },
    {
      name: 'halyard.gate.decisions',
      type: 'counter',
      unit: '{decision}',
      help: 'Requests that came to a gate of the flag, by its decision',
      read: () =>
        counts().gates.flatMap(({ flag, open, closed }) => [
          series(open, { flag, decision: 'open' }),
          series(closed, { flag, decision: 'closed' }),
        ]),
    },
    {
      name: 'halyard.flag.changes',
      type: 'counter',
      unit: '{change}',
      help: 'Changes of flags that this process saw',
      read: () => [series(changes)],
    },
    {
      name: 'halyard.write.conflicts',
      type: 'counter',
      unit: '{write}',
      help: 'Writes of this process that were rejected, because another writer was faster',
      read: () => [series(counts().conflicts)],
    },
    {
      name: 'halyard.request_overrides',
      type: 'counter',
      unit: '{override}',
      help: 'Overrides that requests brought, by what became of them',
      read: () => counts().requestOverrides.map(({ result, count }) => series(count, { result })),
    },
    {
      name: 'halyard.backend.state',
      type: 'gauge',
      unit: '1',
      help: '1 for the state that the backend is in, 0 for the others',
      read: () =>
        namedBackends(flags.status()).flatMap(({ name, status }) =>
          STATES.map((state) => series(status.state === state ? 1 : 0, { backend: name, state })),
        ),
    },
    {
      name: 'halyard.backend.last_load_timestamp',
      type: 'gauge',
      unit: 's',
      help: 'When the backend was last read with success',
      read: () =>
        namedBackends(flags.status()).flatMap(({ name, status: { lastLoad } }) =>
          lastLoad === undefined ? [] : [series(lastLoad / 1000, { backend: name })],
        ),
    },
    {
      name: 'halyard.flags',
      type: 'gauge',
      unit: '{flag}',
      help: 'Flags in memory',
      read: () => [series(flags.status().flags)],
    },
    {
      name: 'halyard.invalid_flags',
      type: 'gauge',
      unit: '{flag}',
      help: 'Stored flags that can not be used as they stand',
      read: () => [series(flags.status().invalid.length)],
    },
  ];
  return { metrics, stop };
}

/** The counts, read once for all metrics that are collected in the same turn of the event loop. */
function sharedCounts<Types extends FlagTypes>(flags: FeatureFlags<Types>): () => Counts {
  let counts: Counts | undefined;
  return () => {
    if (counts === undefined) {
      counts = flags.counts();
      queueMicrotask(() => (counts = undefined));
    }
    return counts;
  };
}
