import type { Condition, Rollout, Rule, Schedule } from '@halyard/core';
import { conditionWords } from './condition-words.js';
import { instantWords } from './time-words.js';
import { valueWords } from './value-words.js';
import { wordList } from './word-list.js';

const DAYS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const;

/** What a rule does: `on for 25% of those where plan is “pro”`. A variant is named like a text. */
export function ruleWords(rule: Rule): string {
  const { serve = true, split } = rule;
  return `${split === undefined ? valueWords(serve) : splitWords(split)} for ${audienceWords(rule)}`;
}

function audienceWords({ users, when, rollout, schedule }: Rule): string {
  const people = users === undefined ? undefined : wordList(users);
  const where = when === undefined ? undefined : whereWords(when);
  const whom = where === undefined ? people : `${people ?? 'those'} ${where}`;
  const share = rollout === undefined ? undefined : rolloutWords(rollout);
  const all = share === undefined ? (whom ?? 'everyone') : whom === undefined ? share : `${share} of ${whom}`;
  return schedule === undefined ? all : `${all}, ${scheduleWords(schedule)}`;
}

function whereWords(when: Condition): string {
  const words = conditionWords(when);
  // One segment needs no clause: `those in segment staff`.
  return Object.keys(when).join() === '$segment' ? words.replace(/^they are /, '') : `where ${words}`;
}

/** A share of keys: `25%`, `25% by companyId`, `20% rising to 80% from 1 Dec 2026 to 3 Dec 2026`. */
function rolloutWords(rollout: number | Rollout): string {
  if (typeof rollout === 'number') return `${rollout}%`;
  const { percent, from, to, start, end, by, sticky } = rollout;
  const isRamp = from !== undefined && to !== undefined && start !== undefined && end !== undefined;
  const share = isRamp
    ? `${from}% rising to ${to}% from ${instantWords(start)} to ${instantWords(end)}`
    : `${percent ?? 0}%`;
  const draw = sticky === false ? ' at random each time' : '';
  return `${share}${by === undefined ? '' : ` by ${by}`}${draw}`;
}

/** When a rule holds: `from 1 Dec 2026 until 24 Dec 2026, Mon and Tue, 09:00 to 17:30 (Europe/Berlin)`. */
function scheduleWords({ from, until, days, between, timezone }: Schedule): string {
  const span = [
    from === undefined ? '' : `from ${instantWords(from)}`,
    until === undefined ? '' : `until ${instantWords(until)}`,
  ];
  const parts = [
    span.filter(Boolean).join(' '),
    days === undefined ? '' : wordList(days.map((day) => DAYS[day])),
    between === undefined ? '' : `${between[0]} to ${between[1]}`,
  ].filter(Boolean);
  const zone = days === undefined && between === undefined ? '' : ` (${timezone ?? 'UTC'})`;
  return parts.length === 0 ? 'always' : parts.join(', ') + zone;
}

function splitWords(split: NonNullable<Rule['split']>): string {
  const total = Object.values(split).reduce((sum, weight) => sum + weight, 0);
  const shares = Object.entries(split).map(
    ([name, weight]) => `${valueWords(name)} ${percentOf(weight, total)}%`,
  );
  return wordList(shares);
}

function percentOf(weight: number, total: number): number {
  return total === 0 ? 0 : Math.round((weight * 1000) / total) / 10;
}
