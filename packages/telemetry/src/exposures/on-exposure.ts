import { type Evaluation, type FeatureFlags, type FlagTypes, HalyardError } from '@halyard/core';
import { checkService } from '@halyard/core/adapter';
import { checkOptions, isObject, show, STANDARD_ERROR, targetingKey } from '@halyard/core/store';
import { onEvaluation } from '../evaluations/on-evaluation.js';
import type { Exposure, ExposureSink } from './exposure.js';
import { type ExposureOptions, exposureChecks } from './exposure-options.js';
import { ExposureQueue } from './exposure-queue.js';
import { RecentlySeen } from './recently-seen.js';

/** Exposures that are being reported. */
export interface Exposures {
  /** How many the sink has taken, how many wait for it, and how many were dropped. */
  counts(this: void): { readonly reported: number; readonly queued: number; readonly dropped: number };
  /** Gives what waits to the sink now. Resolves when the sink has it, or has failed; never rejects. */
  flush(this: void): Promise<void>;
  /** Ends the reporting and gives the rest to the sink, for `timeoutMs` at most. Await it before the process ends. */
  close(this: void): Promise<void>;
}

/** Between the parts of what is remembered: no name has it. */
const SEPARATOR = '\u0000';

/**
 * Reports to `sink` which users were given which variant, for the evaluation of experiments: each key, flag and variant once
 * in `windowMs`. Only answers that were decided by the context count, and not those of flags that are missing, disabled,
 * overridden, of another type than asked for, or that serve their default. The app's reads, its gates and OFREP clients
 * count alike; a read of all flags counts for each of them. Throws `INVALID_OPTION` for a wrong option.
 */
export function onExposure<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  sink: ExposureSink,
  options: ExposureOptions = {},
): Exposures {
  checkService('onExposure', flags);
  if (typeof sink !== 'function') {
    throw new HalyardError(
      'INVALID_OPTION',
      `onExposure: the sink must be a function, received ${show(sink)}`,
    );
  }
  checkOptions('onExposure', options, exposureChecks);
  const { key = targetingKey, windowMs = 3_600_000, maxRemembered = 100_000 } = options;
  const { batchSize = 100, delayMs = 1000, maxQueued = 10_000, timeoutMs = 10_000 } = options;
  const { logger = STANDARD_ERROR } = options;
  const reported = options.flags === undefined ? undefined : new Set(options.flags);
  const queue = new ExposureQueue(sink, { batchSize, delayMs, maxQueued, timeoutMs, logger });
  const seen = new RecentlySeen(windowMs, maxRemembered);

  const stop = onEvaluation(flags, (evaluation, context) => {
    const exposed = exposedBy(evaluation);
    if (exposed === undefined || !isObject(context)) return;
    const stored = flags.definition(evaluation.flag);
    if (stored === undefined || reported?.has(stored.name) === false) return;
    const who = key(context);
    if (who === undefined) return;
    const time = Date.now();
    const what = [stored.name, exposed.variant, who].join(SEPARATOR);
    if (seen.has(what, time)) return;
    if (queue.isFull) return queue.drop(1, `${maxQueued} wait for the sink already`);
    // One that was dropped is not remembered, so that the next evaluation reports it.
    seen.add(what, time);
    queue.add({ flag: stored.name, key: who, ...exposed, version: stored.version, time });
  });

  return {
    counts: () => queue.counts,
    flush: () => queue.flush(),
    close() {
      stop();
      return queue.close();
    },
  };
}

/** The variant that an answer exposes its user to; `undefined` if it was not chosen for this user. */
function exposedBy({ variant, reason }: Evaluation): Pick<Exposure, 'variant' | 'reason'> | undefined {
  if (variant === undefined || (reason !== 'SPLIT' && reason !== 'TARGETING_MATCH')) return undefined;
  return { variant, reason };
}
