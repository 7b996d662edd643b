import { type Evaluation, type FeatureFlags, type FlagTypes, HalyardError } from '@halyard/core';
import { checkService } from '@halyard/core/adapter';
import { checkOptions, isObject, show, targetingKey } from '@halyard/core/store';
import { onEvaluation } from '../evaluations/on-evaluation.js';
import { type FlagMetric, flagMetrics } from '../metrics/flag-metrics.js';
import { series } from '../metrics/series.js';
import { EVENT_NAME, eventAttributes } from './evaluation-event.js';
import { EventLimit } from './event-limit.js';
import type { EventLogger, OpenTelemetryApi } from './open-telemetry-api.js';
import { type OpenTelemetryOptions, openTelemetryChecks } from './open-telemetry-options.js';
import { reportMetrics } from './report-metrics.js';
import { SpanFlags } from './span-flags.js';

const SCOPE = '@halyard/telemetry';

/**
 * Reports these flags to OpenTelemetry, and returns the way to stop. Metrics are read when they are collected, so that
 * evaluations cost nothing more; `events` and `spans` cost microseconds an evaluation, in each service of the process. Call
 * it once the SDK is registered: metrics of an earlier time go nowhere. Throws `INVALID_OPTION` for a wrong option, and
 * where `events` or `spans` lack their part of the API.
 */
export function openTelemetry<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  api: OpenTelemetryApi,
  options: OpenTelemetryOptions = {},
): () => void {
  checkService('openTelemetry', flags);
  checkOptions('openTelemetry', options, openTelemetryChecks);
  const meter = partOf(api, 'metrics', '', '@opentelemetry/api').getMeter(SCOPE);
  const listeners: ((evaluation: Evaluation, context: unknown) => void)[] = [];
  const ownMetrics: FlagMetric[] = [];
  if (options.events === true) {
    const logger = partOf(api, 'logs', 'option "events" ', '@opentelemetry/api-logs').getLogger(SCOPE);
    const limit = new EventLimit(options.maxEventsPerSecond ?? 1000);
    listeners.push(eventEmitter(flags, logger, limit, options));
    ownMetrics.push(droppedMetric(limit));
  }
  if (options.spans === true) {
    const trace = partOf(api, 'trace', 'option "spans" ', '@opentelemetry/api');
    const noted = new SpanFlags();
    listeners.push((evaluation) => noted.note(trace.getActiveSpan(), evaluation));
  }
  const { metrics, stop } = flagMetrics(flags, options);
  const stops = [stop, reportMetrics(meter, [...metrics, ...ownMetrics])];
  for (const listener of listeners) stops.push(onEvaluation(flags, listener));
  return () => {
    for (const each of stops) each();
  };
}

/** A part of the API. Throws `INVALID_OPTION` where it is missing. */
function partOf<Name extends keyof OpenTelemetryApi>(
  api: OpenTelemetryApi,
  name: Name,
  option: string,
  module: string,
): NonNullable<OpenTelemetryApi[Name]> {
  const part = isObject(api) ? (api as OpenTelemetryApi)[name] : undefined;
  if (part !== undefined) return part;
  const received = isObject(api) ? `an object without ${name}` : show(api);
  throw new HalyardError(
    'INVALID_OPTION',
    `openTelemetry: ${option}needs { ${name} } of ${module}, received ${received}`,
  );
}

function eventEmitter<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  logger: EventLogger,
  limit: EventLimit,
  { contextId = false, flagSetId = flags.describe() }: OpenTelemetryOptions,
): (evaluation: Evaluation, context: unknown) => void {
  return (evaluation, context) => {
    if (!limit.admits()) return;
    const attributes = eventAttributes(evaluation, {
      flagSetId,
      version: flags.definition(evaluation.flag)?.version,
      contextId: contextId && isObject(context) ? targetingKey(context) : undefined,
    });
    logger.emit({ eventName: EVENT_NAME, attributes });
  };
}

function droppedMetric(limit: EventLimit): FlagMetric {
  return {
    name: 'halyard.evaluation_events.dropped',
    type: 'counter',
    unit: '{event}',
    help: 'Events of evaluations beyond the limit a second',
    read: () => [series(limit.dropped)],
  };
}
