import type { Rule } from '@halyard/core';
import { audienceWords, isSame, shareWords, userWords, valueWord } from './change-words.js';

/** The differences between two lists of rules, in words: `25% → 60%`, `added rule 'staff'`. */
export function ruleChanges(before: readonly Rule[], after: readonly Rule[]): string[] {
  const gone = before.filter((rule) => !after.some((other) => isSame(rule, other)));
  const fresh = after.filter((rule) => !before.some((other) => isSame(rule, other)));
  if (gone.length === 0 && fresh.length === 0) return isSame(before, after) ? [] : ['reordered the rules'];
  const pairs = pairsOf(gone, fresh);
  const paired = new Set(pairs.flat());
  return [
    ...pairs.flatMap(([old, now]) => {
      const subject = after.length > 1 ? `${labelOf(now, after)}: ` : '';
      return changesOf(old, now).map((change) => subject + change);
    }),
    ...fresh.filter((rule) => !paired.has(rule)).map((rule) => `added ${newLabelOf(rule)}`),
    ...gone.filter((rule) => !paired.has(rule)).map((rule) => `removed ${newLabelOf(rule)}`),
  ];
}

/** The rules that are the same rule before and after: by their names, and those without by their order. */
function pairsOf(gone: readonly Rule[], fresh: readonly Rule[]): [Rule, Rule][] {
  const named = gone.flatMap((rule): [Rule, Rule][] => {
    const other = rule.name === undefined ? undefined : fresh.find(({ name }) => name === rule.name);
    return other === undefined ? [] : [[rule, other]];
  });
  const used = new Set(named.flat());
  const left = gone.filter((rule) => !used.has(rule));
  const right = fresh.filter((rule) => !used.has(rule));
  // Of different numbers, some were added or removed, and it is not known which.
  if (left.length !== right.length) return named;
  return [...named, ...left.map((rule, index): [Rule, Rule] => [rule, right[index]!])];
}

function changesOf(before: Rule, after: Rule): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Rule>;
  return [...keys].flatMap((key) => (isSame(before[key], after[key]) ? [] : changeOf(key, before, after)));
}

function changeOf(key: keyof Rule, before: Rule, after: Rule): string[] {
  switch (key) {
    case 'rollout':
      return [`${rolloutWords(before)} → ${rolloutWords(after)}`];
    case 'users':
      return userChanges(before.users, after.users);
    case 'serve':
      return [`serves ${valueWord(before.serve ?? true)} → ${valueWord(after.serve ?? true)}`];
    case 'name':
      return [after.name === undefined ? 'removed its name' : `named it '${after.name}'`];
    default: {
      const noun = NOUNS[key];
      if (before[key] === undefined) return [`added ${noun}`];
      return [after[key] === undefined ? `removed ${noun}` : `changed ${noun}`];
    }
  }
}

const NOUNS = {
  when: 'the condition',
  schedule: 'the schedule',
  requires: 'the required flags',
  split: 'the split',
  by: 'the bucketing key',
  fallback: 'the fallback key',
  seed: 'the seed',
  hash: 'the hash',
  total: 'the total',
  sticky: 'the stickiness',
} as const satisfies Record<Exclude<keyof Rule, 'rollout' | 'users' | 'serve' | 'name'>, string>;

function rolloutWords({ rollout }: Rule): string {
  return rollout === undefined ? '100%' : shareWords(rollout);
}

function userChanges(before: readonly string[] | undefined, after: readonly string[] | undefined): string[] {
  if (before === undefined) return [`limited to ${userWords(after!)}`];
  if (after === undefined) return ['no longer limited to users'];
  const added = after.filter((user) => !before.includes(user));
  const removed = before.filter((user) => !after.includes(user));
  return [
    ...(added.length === 0 ? [] : [`added ${userWords(added)}`]),
    ...(removed.length === 0 ? [] : [`removed ${userWords(removed)}`]),
    ...(added.length + removed.length === 0 ? ['reordered the users'] : []),
  ];
}

function labelOf(rule: Rule, rules: readonly Rule[]): string {
  return rule.name === undefined
    ? `rule ${rules.indexOf(rule) + 1} of ${rules.length}`
    : `rule '${rule.name}'`;
}

function newLabelOf(rule: Rule): string {
  return rule.name === undefined ? `a rule for ${audienceWords(rule)}` : `rule '${rule.name}'`;
}
