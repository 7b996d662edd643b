import type { FlagUsage, FlagUse } from './usage.js';

const HOUR_MS = 3_600_000;

/** What is kept of one flag's use: the sums of the hour in which it was last reported, and of the hour before. */
export interface HourlyUsage {
  /** When it was last reported, in milliseconds since the epoch. */
  readonly lastUsed: number;
  /** The evaluations that were reported in the hour of `lastUsed`. Hours begin with those of UTC. */
  readonly evaluations: number;
  /** The processes that reported it in that hour. */
  readonly processes: number;
  /** The evaluations of the hour before. */
  readonly evaluationsBefore: number;
  /** The processes of the hour before. */
  readonly processesBefore: number;
}

/** The sums with one more report, which came at `now`. */
export function addUse(kept: HourlyUsage | undefined, { count, isFirst }: FlagUse, now: number): HourlyUsage {
  const sums = kept === undefined ? NONE : sumsAt(kept, now);
  return {
    ...sums,
    lastUsed: Math.max(now, kept?.lastUsed ?? 0),
    evaluations: sums.evaluations + count,
    processes: sums.processes + (isFirst ? 1 : 0),
  };
}

/**
 * The use in the hour that ends at `now`. The hour before counts with the part of it that is less than an hour ago; the
 * processes are those of the hour that had more of them.
 */
export function usageAt(kept: HourlyUsage, now: number): FlagUsage {
  const { evaluations, processes, evaluationsBefore, processesBefore } = sumsAt(kept, now);
  const left = 1 - (now % HOUR_MS) / HOUR_MS;
  return {
    lastUsed: kept.lastUsed,
    evaluations: evaluations + Math.round(evaluationsBefore * left),
    processes: Math.max(processes, processesBefore),
  };
}

const NONE = { evaluations: 0, processes: 0, evaluationsBefore: 0, processesBefore: 0 } as const;

/** The sums of the hour of `now`, and of the hour before. */
function sumsAt(kept: HourlyUsage, now: number): Omit<HourlyUsage, 'lastUsed'> {
  const hours = Math.floor(now / HOUR_MS) - Math.floor(kept.lastUsed / HOUR_MS);
  if (hours > 1) return NONE;
  if (hours < 1) return kept;
  return { ...NONE, evaluationsBefore: kept.evaluations, processesBefore: kept.processes };
}
