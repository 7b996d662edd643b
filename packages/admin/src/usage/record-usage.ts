import type { FleetUsage } from '@halyard/core';

/** How a flag is used, by all processes that report. */
export interface RecordUsage {
  /** When it was last used, in milliseconds since the epoch. Absent if it was not used since `since`. */
  readonly lastUsed?: number;
  /** About how often it was evaluated in the last hour. */
  readonly evaluations: number;
  /** How many processes evaluated it in the last hour. */
  readonly processes: number;
  /** Since when its use is known, in milliseconds since the epoch: the first report of any flag, or the creation of this one. */
  readonly since: number;
}

/** The use of a flag; `undefined` as long as nothing was reported at all, and for a flag of a layer that keeps none. */
export function recordUsage(
  fleet: FleetUsage | undefined,
  { name, createdAt = 0 }: { readonly name: string; readonly createdAt?: number },
  layer: string | undefined,
): RecordUsage | undefined {
  if (fleet?.since === undefined) return undefined;
  if (fleet.layer !== undefined && fleet.layer !== layer) return undefined;
  const { evaluations = 0, processes = 0, lastUsed } = fleet.flags.get(name) ?? {};
  const since = Math.max(fleet.since, createdAt);
  return { ...(lastUsed === undefined ? {} : { lastUsed }), evaluations, processes, since };
}
