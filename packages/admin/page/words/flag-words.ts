import type { FlagDefinition } from '@halyard/core';
import { ruleWords } from './rule-words.js';
import { valueWords } from './value-words.js';
import { capitalised, wordList } from './word-list.js';

/** Who gets what, in one line: `On for alice and bob; on for 25%`. */
export function flagLine(definition: FlagDefinition): string {
  if (definition.enabled === false) return capitalised(`${defaultWords(definition)} for everyone`);
  const { rules } = definition;
  if (rules === undefined) return capitalised(withoutRules(definition));
  if (rules.length === 0) return capitalised(`${defaultWords(definition)} for everyone`);
  return capitalised(rules.map(ruleWords).join('; '));
}

/** What a definition means, a sentence for each step of its evaluation, in the order they are taken. */
export function flagSentences(definition: FlagDefinition): string[] {
  const { enabled, requires = [], rules } = definition;
  const otherwise = defaultWords(definition);
  if (enabled === false) return [`It is switched off: ${otherwise} for everyone, whatever the rules say.`];
  const needed = requires.map((each) => {
    if (typeof each === 'string') return `${each} is on`;
    return each.variant === undefined ? `${each.flag} is on` : `${each.flag} gives ${each.variant}`;
  });
  return [
    ...(needed.length === 0 ? [] : [`Only while ${wordList(needed)}; else ${otherwise}.`]),
    ...(rules === undefined
      ? [`${capitalised(withoutRules(definition))}.`]
      : rules.map(
          (rule) => `${capitalised(ruleWords(rule))}${rule.name === undefined ? '' : ` (${rule.name})`}.`,
        )),
    ...(rules === undefined || rules.some(matchesEveryone)
      ? []
      : [`${capitalised(otherwise)} for everyone else.`]),
  ];
}

function withoutRules({ default: value = false, variants }: FlagDefinition): string {
  return `${valueWords(variants === undefined ? true : value)} for everyone`;
}

function defaultWords({ default: value = false }: FlagDefinition): string {
  return valueWords(value);
}

function matchesEveryone(rule: NonNullable<FlagDefinition['rules']>[number]): boolean {
  return [rule.when, rule.users, rule.rollout, rule.schedule].every((part) => part === undefined);
}
