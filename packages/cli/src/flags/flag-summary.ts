import type { FlagRecord } from '@halyard/admin';
import type { FeatureFlags, Flag, JsonValue, Requirement, Rollout, Rule } from '@halyard/core';
import { localTime } from '../terminal/time.js';
import { recordOf } from './flag-record.js';

/** Who gets a flag, in a few words: `25%`, `outage: 503 for everyone`, `off, scheduled for 2026-12-01 09:00:00`. */
export async function summaryOf(flags: FeatureFlags, flag: Flag): Promise<string> {
  const [{ isOutage }, record] = await Promise.all([import('@halyard/admin'), recordOf(flags, flag)]);
  return summaryWords(flag, record, isOutage(record));
}

/** The same with the flag's record, and whether it is an outage. */
export function summaryWords(flag: Flag, { state, startsAt }: FlagRecord, outage: boolean): string {
  if (state === 'scheduled') return `off, scheduled for ${localTime(startsAt!)}`;
  if (!outage) return served(flag);
  return state === 'on' ? 'outage: 503 for everyone' : `outage: 503, ${served(flag)}`;
}

/** `on`, `off`, `25%`, `2 users`, `3 rules`. */
function served({ constant, definition, reach }: Flag): string {
  const { enabled, rules, requires = [], default: fallback = rules === undefined } = definition;
  if (enabled === false || reach === 'none') return 'off';
  if (constant !== undefined) return valueWord(constant.value);
  const [rule, ...more] = rules ?? [];
  const who =
    rule === undefined ? valueWord(fallback) : more.length > 0 ? `${rules!.length} rules` : ruleSummary(rule);
  return [who, ...requires.map(requirementWords)].join(', ');
}

function valueWord(value: JsonValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : JSON.stringify(value);
}

function requirementWords(requirement: string | Requirement): string {
  if (typeof requirement === 'string') return `with ${requirement}`;
  const { flag, variant, enabled = true } = requirement;
  if (variant === undefined) return enabled ? `with ${flag}` : `without ${flag}`;
  return `with ${flag} at ${[variant].flat().join(' or ')}`;
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

/** A number of flags with its noun: `1 flag`, `2 flags`, `3 existing flags`. */
export function countOfFlags(count: number, adjective = ''): string {
  return `${count} ${adjective}${count === 1 ? 'flag' : 'flags'}`;
}
