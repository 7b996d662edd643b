import type { Flag, Rollout, Schedule } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';

/** A flag that is on while a schedule holds. */
type Probe = Flag;

const PROBES = new WeakMap<Flag, readonly Probe[]>();

/** Schedules refer to no other flag. */
const ALONE = { get: () => undefined, inCycle: () => false, draw: () => 0 };

/**
 * What the time decides in a flag at `now`: which of its schedules hold, and how many whole percent its ramps have reached.
 * The same text as before means that only the context and other flags can give another answer.
 */
export function scheduleState(flag: Flag, now: number): string {
  const probes =
    PROBES.get(flag) ?? (flag.definition.rules ?? []).flatMap(({ schedule }) => probeOf(schedule));
  PROBES.set(flag, probes);
  const held = probes.map((probe) => (probe.decide({}, ALONE, now).on ? '1' : '0'));
  const reached = (flag.definition.rules ?? []).flatMap(({ rollout }) => percentOf(rollout, now));
  return `${flag.name} ${held.join('')} ${reached.join(' ')}`;
}

function probeOf(schedule: Schedule | undefined): Probe[] {
  if (schedule === undefined) return [];
  return [parseFlag('schedule', JSON.stringify({ rules: [{ schedule }] })).flag!];
}

function percentOf(rollout: number | Rollout | undefined, now: number): number[] {
  if (typeof rollout !== 'object' || rollout.start === undefined) return [];
  const { from = 0, to = 0, start, end = start } = rollout;
  const [begin, length] = [Date.parse(start), Date.parse(end) - Date.parse(start)];
  const share = now < begin ? 0 : Math.min(1, (now - begin) / length);
  return [Math.floor(from + (to - from) * share)];
}
