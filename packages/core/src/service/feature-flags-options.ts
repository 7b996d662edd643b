import type { DefinedFlags, FlagTypes } from './define-flags.js';
import { isLoggerOrFalse, type Logger } from '../base/logger.js';
import { check, type OptionCheck } from '../base/options.js';
import type { HistoryQuery } from '../store/history.js';

/** The options of `FeatureFlags.open` and `FeatureFlags.lazy`. */
export interface FeatureFlagsOptions<Types extends FlagTypes = FlagTypes> {
  /** The answer of `isEnabled` for a flag that does not exist. @default false */
  readonly default?: boolean;
  /** The flags the program declares: their types and their defaults. */
  readonly flags?: DefinedFlags<Types>;
  /** How long `open` waits for the first load, in milliseconds. @default 2000 */
  readonly startTimeoutMs?: number;
  /** Whether `open` rejects when there was no first load in that time. @default false */
  readonly required?: boolean;
  /** The time in milliseconds since the epoch, for schedules and ramps. @default Date.now */
  readonly clock?: () => number;
  /**
   * Whether this process applies the changes that are planned in its store, once their time has come. `false` is for
   * programs that only look, such as a command. @default true
   */
  readonly applyPlanned?: boolean;
  /**
   * Where to log what goes wrong, a line for each cause: `console`, a logger of pino or winston, or any object with these
   * three functions. `false`: nowhere. Evaluating a flag that exists, for a context with its key, never logs.
   * @default standard error
   */
  readonly logger?: Logger | false;
  /**
   * How long to wait at least between two reports of which flags this process uses, in milliseconds; `false`: none are sent.
   * Only a backend that keeps them gets them. No read waits for it. @default 300000
   */
  readonly usageReportMs?: number | false;
}

export const openChecks = {
  default: check.boolean,
  flags: (value) =>
    (value as DefinedFlags).declarations instanceof Map ? undefined : 'made by defineFlags()',
  startTimeoutMs: check.milliseconds,
  required: check.boolean,
  clock: check.function,
  applyPlanned: check.boolean,
  logger: isLoggerOrFalse,
  usageReportMs: (value) =>
    value === false || check.milliseconds(value) === undefined
      ? undefined
      : `false or ${check.milliseconds(value)}`,
} satisfies Record<keyof FeatureFlagsOptions, OptionCheck>;

/** Which of the stored flags to list. */
export interface FlagListOptions {
  /** At most so many. @default all */
  readonly limit?: number;
  /** Only those whose names come after this one, to page on. */
  readonly after?: string;
}

export const listChecks = {
  limit: check.integer(0, 2 ** 31 - 1),
  after: check.string,
} satisfies Record<keyof FlagListOptions, OptionCheck>;

const text: OptionCheck = (value) => (typeof value === 'string' ? undefined : 'a string');

export const historyChecks = {
  name: text,
  limit: check.integer(0, 2 ** 31 - 1),
  before: text,
} satisfies Record<keyof HistoryQuery, OptionCheck>;
