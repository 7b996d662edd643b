import type { Rollout, Rule } from '@halyard/core';
import { withKey } from './json-object.js';

type RuleRollout = NonNullable<Rule['rollout']>;

/** A rollout as an object. */
export function spelledOut(rollout: RuleRollout): Rollout {
  return typeof rollout === 'number' ? { percent: rollout } : rollout;
}

/** True for a ramp: its share changes with time. */
export function isRamp(rollout: RuleRollout): boolean {
  return spelledOut(rollout).percent === undefined;
}

/** The rollout with one key changed, or removed by `undefined`. A plain percentage becomes a number. */
export function withRolloutPart<Key extends keyof Rollout>(
  rollout: RuleRollout,
  key: Key,
  value: Rollout[Key] | undefined,
): RuleRollout {
  return short(withKey(spelledOut(rollout), key, value));
}

/** A ramp from the current share to everyone, for one day from the next full hour after `now`. */
export function asRamp(rollout: RuleRollout, now: number): RuleRollout {
  const { percent = 0, ...rest } = spelledOut(rollout);
  const hour = 3_600_000;
  const start = Math.ceil(now / hour) * hour;
  return { from: percent, to: 100, start: instant(start), end: instant(start + 24 * hour), ...rest };
}

/** A fixed share with the end value of the ramp. */
export function asPercent(rollout: RuleRollout): RuleRollout {
  const { from: _from, to = 100, start: _start, end: _end, ...rest } = spelledOut(rollout);
  return short({ percent: to, ...rest });
}

function short(rollout: Rollout): RuleRollout {
  return rollout.percent !== undefined && Object.keys(rollout).length === 1 ? rollout.percent : rollout;
}

function instant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
