import type { Rollout } from '../../flag/definition.js';

/** A part of a flag that decides by a key of the context. */
export interface KeyNeed {
  /** The flag or segment that it belongs to. */
  readonly flag: string;
  /** The part, for people, such as `25%` or `the split`. */
  readonly part: string;
  /** What the key is made of, for people: an attribute, or several. */
  readonly by: string;
}

/** The need of a list of users. */
export function usersNeed(flag: string): KeyNeed {
  return { flag, part: 'the user list', by: 'targetingKey' };
}

/** A rollout for people: its share if that is fixed. */
export function rolloutPart(rollout: number | Rollout): string {
  const percent = typeof rollout === 'number' ? rollout : rollout.percent;
  return percent === undefined ? 'the ramp' : `${percent}%`;
}
