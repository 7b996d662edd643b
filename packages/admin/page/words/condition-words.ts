import type { Condition, JsonValue } from '@halyard/core';
import { valueWords } from './value-words.js';
import { wordList } from './word-list.js';

/** How a sentence puts an operator of one attribute before its operand. */
const COMPARISONS: Readonly<Record<string, string>> = {
  $eq: 'is',
  $ne: 'is not',
  $gt: 'is above',
  $gte: 'is at least',
  $lt: 'is below',
  $lte: 'is at most',
  $all: 'has all of',
  $alli: 'has all of (any case)',
  $startsWith: 'starts with',
  $endsWith: 'ends with',
  $contains: 'contains',
  $regex: 'matches',
  $regexi: 'matches (any case)',
  $notRegex: 'does not match',
  $notRegexi: 'does not match (any case)',
  $veq: 'is version',
  $vne: 'is not version',
  $vgt: 'is after version',
  $vgte: 'is version, or after it,',
  $vlt: 'is before version',
  $vlte: 'is version, or before it,',
  $type: 'is of type',
  $size: 'has this many items:',
};

const CHOICES: Readonly<Record<string, readonly [words: string, joint: string]>> = {
  $in: ['is', 'or'],
  $ini: ['is (any case)', 'or'],
  $nin: ['is not', 'or'],
  $nini: ['is not (any case)', 'or'],
};

/** A condition as a clause: `plan is “pro” and age is at least 18`. */
export function conditionWords(condition: Condition): string {
  const parts = Object.entries(condition).map(([key, operand]) => partWords(key, operand));
  return parts.length === 0 ? 'always' : parts.join(' and ');
}

function partWords(key: string, operand: JsonValue): string {
  switch (key) {
    case '$and':
      return joined(operand, 'and');
    case '$or':
      return joined(operand, 'or');
    case '$nor':
      return `none of (${joined(operand, 'or')})`;
    case '$not':
      return `not (${isObject(operand) ? conditionWords(operand) : valueWords(operand)})`;
    case '$segment':
      return `they are in segment ${typeof operand === 'string' ? operand : valueWords(operand)}`;
    default:
      return attributeWords(key, operand);
  }
}

function joined(operand: JsonValue, joint: string): string {
  const parts = (Array.isArray(operand) ? (operand as readonly JsonValue[]) : []).filter(isObject);
  if (parts.length === 0) return 'always';
  return parts.map((part) => bracketed(part, parts.length)).join(` ${joint} `);
}

function bracketed(part: Condition, siblings: number): string {
  const words = conditionWords(part);
  return siblings > 1 && Object.keys(part).length > 1 ? `(${words})` : words;
}

function attributeWords(attribute: string, operand: JsonValue): string {
  if (!isObject(operand) || !Object.keys(operand).some((key) => key.startsWith('$'))) {
    return operand === null ? `${attribute} is missing` : `${attribute} is ${valueWords(operand)}`;
  }
  return Object.entries(operand)
    .map(([operator, value]) => `${attribute} ${operatorWords(operator, value)}`)
    .join(' and ');
}

function operatorWords(operator: string, value: JsonValue): string {
  const choice = Object.hasOwn(CHOICES, operator) ? CHOICES[operator] : undefined;
  if (choice !== undefined && Array.isArray(value)) {
    const [words, joint] = choice;
    return `${words} ${wordList((value as readonly JsonValue[]).map(valueWords), joint)}`;
  }
  if (operator === '$exists') return value === false ? 'is missing' : 'is there';
  if (operator === '$not' && isObject(value)) {
    const parts = Object.entries(value).map(([each, operand]) => operatorWords(each, operand));
    return `not (${parts.join(' and ')})`;
  }
  const words = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : operator;
  return `${words} ${valueWords(value)}`;
}

function isObject(value: JsonValue): value is Condition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
