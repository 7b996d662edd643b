import type { FlagDefinition } from '@halyard/core';
import { requirementWords } from './requirement-words.js';
import { ruleWords } from './rule-words.js';
import { valueWords } from './value-words.js';
import { capitalised, wordList } from './word-list.js';

/** A summary in one line: `On for alice and bob; on for 25%`. */
export function flagLine(definition: FlagDefinition): string {
  const { enabled, rules } = definition;
  if (enabled === false) return capitalised(`off for everyone${servingWhileOff(definition)}`);
  if (rules === undefined || rules.length === 0) return capitalised(`${otherwise(definition)} for everyone`);
  return capitalised(rules.map(ruleWords).join('; '));
}

/** The meaning of a definition: one sentence for each step of its evaluation, in order. */
export function flagSentences(definition: FlagDefinition): string[] {
  const { enabled, requires = [], rules } = definition;
  const whileOff = servingWhileOff(definition);
  if (enabled === false) return [`It is disabled: off for everyone${whileOff}. The rules do not apply.`];
  const needed = wordList(requires.map(requirementWords));
  return [
    ...(needed === '' ? [] : [`Only while ${needed}; else off${whileOff}.`]),
    ...(rules?.length === 0 ? ['The list of rules is empty: it matches no one.'] : []),
    ...(rules ?? []).map(
      (rule) => `${capitalised(ruleWords(rule))}${rule.name === undefined ? '' : ` (${rule.name})`}.`,
    ),
    ...(rules?.some(matchesEveryone)
      ? []
      : [`${capitalised(otherwise(definition))} for everyone${rules?.length ? ' else' : ''}.`]),
  ];
}

/** The value if no rule matches: the default. Without a default this is off, or on without rules. */
function otherwise({ default: value, rules }: FlagDefinition): string {
  return valueWords(value === undefined ? rules === undefined : value);
}

/** `, serving 10`: the value served while the flag is off, if it is more than off. */
export function servingWhileOff({ default: value = false, variants }: FlagDefinition): string {
  if (variants === undefined) return typeof value === 'boolean' ? '' : `, serving ${valueWords(value)}`;
  // On is never served while off: the first variant that is `false` stands in, if there is one.
  const name =
    variants[value as string] === true
      ? Object.keys(variants)
          .sort()
          .find((each) => variants[each] === false)
      : value;
  return name === undefined ? '' : `, serving ${valueWords(name)}`;
}

function matchesEveryone(rule: NonNullable<FlagDefinition['rules']>[number]): boolean {
  return [rule.when, rule.users, rule.rollout, rule.schedule, rule.requires].every(
    (part) => part === undefined,
  );
}
