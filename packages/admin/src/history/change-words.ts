import type { JsonValue, Rollout, Rule } from '@halyard/core';

const LONGEST = 40;
const SHOWN = 3;

/** A value in a sentence: `on`, `off`, `"pro"`, and a larger value as shortened JSON. */
export function valueWord(value: JsonValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A share of keys: `25%`, `0% to 100%` for a ramp. */
export function shareWords(rollout: number | Rollout): string {
  if (typeof rollout === 'number') return `${rollout}%`;
  const { percent, from = 0, to = 100 } = rollout;
  return percent === undefined ? `${from}% to ${to}%` : `${percent}%`;
}

/** The users of a rule: `alice and bob`, `50 users`. */
export function userWords(users: readonly string[]): string {
  if (users.length > SHOWN) return `${users.length} users`;
  return users.length < 2 ? users.join('') : `${users.slice(0, -1).join(', ')} and ${users.at(-1)}`;
}

/** Who a rule is for: `25%`, `alice and bob`, `25% of those that match a condition`. */
export function audienceWords({ when, users, rollout }: Rule): string {
  const who = [
    users === undefined ? [] : userWords(users),
    when === undefined ? [] : 'those that match a condition',
  ]
    .flat()
    .join(' of ');
  const share = rollout === undefined ? '' : shareWords(rollout);
  return [share, who].filter(Boolean).join(' of ') || 'everyone';
}

/** Whether two values are the same JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
