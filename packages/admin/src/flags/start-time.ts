import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';

/**
 * The time at which a flag that is off for everyone can first be on: the earliest start of the schedules, and of the ramps
 * from 0, of its rules. In milliseconds since the epoch. `undefined` if the flag can be on at `now`, or never.
 */
export function startTime(definition: FlagDefinition, now: number): number | undefined {
  const { enabled, default: fallback = false, rules = [], variants } = definition;
  const isOn = (value: JsonValue): boolean =>
    Boolean(variants === undefined ? value : variants[value as string]);
  if (enabled === false || isOn(fallback)) return undefined;
  const starts = rules
    .filter(({ serve = true, split }) => split !== undefined || isOn(serve))
    .map((rule) => startOf(rule));
  const first = Math.min(...starts);
  return first > now && first < Infinity ? first : undefined;
}

/** The time from which a rule can match; `-Infinity` if there is none. */
function startOf({ schedule, rollout }: Rule): number {
  const from = schedule?.from === undefined ? -Infinity : Date.parse(schedule.from);
  const isRamp = typeof rollout === 'object' && rollout.from === 0 && rollout.start !== undefined;
  return Math.max(from, isRamp ? Date.parse(rollout.start) : -Infinity);
}
