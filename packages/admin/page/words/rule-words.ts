import type { Condition, Rollout, Rule } from '@halyard/core';
import { bucketingWords } from './bucketing-words.js';
import { conditionWords } from './condition-words.js';
import { requirementWords } from './requirement-words.js';
import { scheduleWords } from './schedule-words.js';
import { instantWords } from './time-words.js';
import { valueWords } from './value-words.js';
import { wordList } from './word-list.js';

/** A rule in words: `on for 25% of those where plan is “pro”`. A variant is quoted like a text. */
export function ruleWords(rule: Rule): string {
  const { serve = true, split, rollout } = rule;
  const draw = bucketingWords(rule);
  const served = split === undefined ? valueWords(serve) : splitWords(split);
  const drawn = rollout === undefined && split !== undefined ? spaced(served, draw) : served;
  return `${drawn} for ${audienceWords(rule, draw)}`;
}

function audienceWords({ users, when, rollout, schedule, requires = [] }: Rule, draw: string): string {
  const people = users === undefined ? undefined : wordList(users);
  const where = when === undefined ? undefined : whereWords(when);
  const whom = where === undefined ? people : `${people ?? 'those'} ${where}`;
  const share = rollout === undefined ? undefined : spaced(rolloutWords(rollout), draw);
  const all = share === undefined ? (whom ?? 'everyone') : whom === undefined ? share : `${share} of ${whom}`;
  return [
    all,
    schedule === undefined ? '' : scheduleWords(schedule),
    requires.length === 0 ? '' : `while ${wordList(requires.map(requirementWords))}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function whereWords(when: Condition): string {
  const words = conditionWords(when);
  // One segment or share needs no clause: `those in segment staff`.
  const isClause = !['$segment', '$rollout'].includes(Object.keys(when).join());
  return isClause ? `where ${words}` : words.replace(/^they are /, '');
}

/** A share of keys: `25%`, `20% rising to 80% from 1 Dec 2026 to 3 Dec 2026`. */
function rolloutWords(rollout: number | Rollout): string {
  if (typeof rollout === 'number') return `${rollout}%`;
  const { percent, from, to, start, end } = rollout;
  const isRamp = from !== undefined && to !== undefined && start !== undefined && end !== undefined;
  if (!isRamp) return `${percent ?? 0}%`;
  return `${from}% rising to ${to}% from ${instantWords(start)} to ${instantWords(end)}`;
}

function spaced(phrase: string, more: string): string {
  return more === '' ? phrase : `${phrase} ${more}`;
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
