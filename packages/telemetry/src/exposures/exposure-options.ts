import type { EvaluationContext, Logger } from '@halyard/core';
import { check, isLoggerOrFalse, type OptionCheck } from '@halyard/core/store';

/** The options of `onExposure`. */
export interface ExposureOptions {
  /** The flags of experiments; others are not reported. @default all */
  readonly flags?: readonly string[];
  /** Who is exposed: an account, or a pseudonym. `undefined` reports nothing. @default the targeting key */
  readonly key?: (context: EvaluationContext) => string | undefined;
  /** For so long the same key, flag and variant is not reported again, in milliseconds. @default 3600000 */
  readonly windowMs?: number;
  /** So many exposures are remembered for that; beyond, the oldest may be reported again. @default 100000 */
  readonly maxRemembered?: number;
  /** At most so many are given to the sink at once. @default 100 */
  readonly batchSize?: number;
  /** How long an exposure waits for others, in milliseconds. @default 1000 */
  readonly delayMs?: number;
  /** At most so many wait while the sink is slow or fails; others are dropped and counted. @default 10000 */
  readonly maxQueued?: number;
  /** How long the sink has for a batch, and `close` for the rest, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
  /** Where a sink that fails is logged, and exposures that are dropped; `false` for nowhere. @default standard error */
  readonly logger?: Logger | false;
}

export const exposureChecks = {
  flags: (value) =>
    Array.isArray(value) && value.every((name) => typeof name === 'string') ? undefined : 'a list of names',
  key: check.function,
  windowMs: check.milliseconds,
  maxRemembered: check.integer(1, 10_000_000),
  batchSize: check.integer(1, 100_000),
  delayMs: check.milliseconds,
  maxQueued: check.integer(1, 10_000_000),
  timeoutMs: check.milliseconds,
  logger: isLoggerOrFalse,
} satisfies Record<keyof ExposureOptions, OptionCheck>;
