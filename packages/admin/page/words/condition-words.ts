import type { Condition, ConditionKeyword, JsonValue } from '@halyard/core';
import { isObject } from '../editor/model/json-object.js';
import { momentText } from '../editor/model/moment.js';
import { isOperators } from '../editor/model/operator-inputs.js';
import { readShare, spelledShare } from '../editor/model/rollout-range.js';
import { bucketingWords } from './bucketing-words.js';
import { wordsOfOperator } from './operator-words.js';
import { scheduleWords } from './schedule-words.js';
import { instantWords } from './time-words.js';
import { valueWords } from './value-words.js';
import { wordList } from './word-list.js';

/** A condition as a clause: `plan is “pro” and age is at least 18`. */
export function conditionWords(condition: Condition): string {
  const parts = Object.entries(condition).map(([key, operand]) =>
    Object.hasOwn(KEYWORDS, key) ? KEYWORDS[key as ConditionKeyword](operand) : attributeWords(key, operand),
  );
  return parts.length === 0 ? 'always' : parts.join(' and ');
}

/** Stands for what a draft does not name yet. */
const UNFINISHED = '…';

const KEYWORDS = {
  $and: (operand) => joined(operand, 'and'),
  $or: (operand) => joined(operand, 'or'),
  $nor: (operand) => `none of (${joined(operand, 'or')})`,
  $not: (operand) => `not (${isObject(operand) ? conditionWords(operand) : valueWords(operand)})`,
  $segment: (operand) =>
    `they are in segment ${typeof operand === 'string' ? operand || UNFINISHED : valueWords(operand)}`,
  $rollout: (operand) => `they are in ${shareWords(operand)}`,
  $schedule: (operand) => `the time is ${isObject(operand) ? scheduleWords(operand) : valueWords(operand)}`,
} satisfies Record<ConditionKeyword, (operand: JsonValue) => string>;

/** The share of a `$rollout` condition: `the first 25%`, `25% to 50% by companyId (seed “spring”)`. */
function shareWords(operand: JsonValue): string {
  const share = readShare(operand);
  if (share === undefined) return `the share ${valueWords(operand)}`;
  const { range, seed, ...keys } = spelledShare(share);
  const [first, last] = range;
  return [
    first === 0 ? `the first ${last}%` : `${first}% to ${last}%`,
    bucketingWords(keys),
    seed === undefined ? '' : `(seed ${valueWords(seed)})`,
  ]
    .filter(Boolean)
    .join(' ');
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
  if (attribute === '') return UNFINISHED;
  if (!isOperators(operand)) {
    return operand === null ? `${attribute} is missing` : `${attribute} is ${valueWords(operand)}`;
  }
  return Object.entries(operand)
    .map(([operator, value]) => `${attribute} ${operatorWords(operator, value)}`)
    .join(' and ');
}

function operatorWords(operator: string, value: JsonValue): string {
  switch (operator) {
    case '$exists':
      return value === false ? 'is missing' : 'is present';
    case '$not':
      return `not (${isObject(value) ? operatorsWords(value) : valueWords(value)})`;
    case '$elemMatch':
      if (!isObject(value)) break;
      return `has an element where ${isOperators(value) ? `it ${operatorsWords(value)}` : conditionWords(value)}`;
    case '$before':
    case '$after':
      return `${wordsOfOperator(operator)} ${momentWords(value)}`;
    case '$mod':
      if (!isNumbers(value)) break;
      return `divided by ${value[0]} leaves ${value[1]}`;
    case '$modRange':
      if (!isNumbers(value)) break;
      return `divided by ${value[0]} leaves ${value[1]} to ${value[2]}`;
    default:
  }
  return `${wordsOfOperator(operator)} ${operandWords(operator, value)}`;
}

function operatorsWords(operators: Condition): string {
  return Object.entries(operators)
    .map(([operator, value]) => operatorWords(operator, value))
    .join(' and ');
}

function operandWords(operator: string, value: JsonValue): string {
  if (!Array.isArray(value)) return valueWords(value);
  const joint = operator === '$all' || operator === '$alli' ? 'and' : 'or';
  return wordList((value as readonly JsonValue[]).map(valueWords), joint);
}

function momentWords(value: JsonValue): string {
  const moment = momentText(value);
  return moment === undefined ? valueWords(value) : instantWords(moment);
}

function isNumbers(value: JsonValue): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}
