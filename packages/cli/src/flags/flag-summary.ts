import type { FlagState } from '@halyard/admin';
import type { Flag, Rollout, Rule } from '@halyard/core';

/** What a flag gives: the same to everyone, or something that hangs on the context, the time or other flags. */
export function stateOf({ constant }: Flag): FlagState {
  if (constant === undefined) return 'conditional';
  return constant.on ? 'on' : 'off';
}

/** Who gets a flag, in a few words: `on`, `off`, `25%`, `2 users`, `3 rules`. */
export function summaryOf({ constant, definition }: Flag): string {
  if (definition.enabled === false) return 'off';
  if (constant !== undefined) {
    return typeof constant.value === 'boolean' ? stateWord(constant.value) : JSON.stringify(constant.value);
  }
  const { rules = [], requires = [] } = definition;
  const [rule, ...more] = rules;
  const who = rule === undefined ? 'on' : more.length > 0 ? `${rules.length} rules` : ruleSummary(rule);
  const others = requires.map((each) => (typeof each === 'string' ? each : each.flag));
  return others.length === 0 ? who : `${who}, with ${others.join(', ')}`;
}

function stateWord(on: boolean): string {
  return on ? 'on' : 'off';
}

function ruleSummary({ when, users, rollout, schedule }: Rule): string {
  const parts = [
    when === undefined ? [] : 'a condition',
    users === undefined ? [] : `${users.length} user${users.length === 1 ? '' : 's'}`,
    rollout === undefined ? [] : share(rollout),
    schedule === undefined ? [] : 'a schedule',
  ].flat();
  return parts.length === 0 ? '1 rule' : parts.join(' and ');
}

function share(rollout: number | Rollout): string {
  if (typeof rollout === 'number') return `${rollout}%`;
  const { percent, from = 0, to = 100 } = rollout;
  return percent === undefined ? `${from}% to ${to}%` : `${percent}%`;
}
