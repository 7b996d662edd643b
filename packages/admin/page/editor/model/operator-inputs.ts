import type { Condition, JsonValue, OperatorName } from '@halyard/core';
import { OPERATOR_WORDS } from '../../words/operator-words.js';
import { isObject } from './json-object.js';
import { isMoment } from './moment.js';

/** The kind of operand of an operator. It decides the input on the page. */
export type OperandKind =
  | 'value'
  | 'number or text'
  | 'list'
  | 'text'
  | 'yes or no'
  | 'type'
  | 'numbers'
  | 'moment'
  | 'ranges'
  | 'json';

interface OperatorInput {
  readonly group: 'Equal' | 'Compare' | 'Time' | 'List' | 'Text' | 'Version' | 'Address' | 'Other';
  readonly operand: OperandKind;
  /** The initial operand. */
  readonly initial: JsonValue;
  readonly hint?: string;
}

/** An operator in words: `age` + `is at least` + `18`. */
export interface Operator extends OperatorInput {
  /** The spelling in the definition; empty for plain equality, which has no operator. */
  readonly key: string;
  readonly words: string;
}

const list = { group: 'List', operand: 'list', initial: [] } as const;
const compare = { group: 'Compare', operand: 'number or text', initial: 0 } as const;
const text = { group: 'Text', operand: 'text', initial: '' } as const;
const pattern = { ...text, hint: 'RE2 syntax.' } as const;
const version = { group: 'Version', operand: 'text', initial: '1.0.0' } as const;
const moment = { group: 'Time', operand: 'moment', initial: '' } as const;
const ranges = { group: 'Address', operand: 'ranges', initial: [] } as const;

const INPUTS = {
  $eq: { group: 'Equal', operand: 'value', initial: '', hint: 'The same value and the same type.' },
  $ne: { group: 'Equal', operand: 'value', initial: '', hint: 'Another value or another type.' },
  $in: { ...list, hint: 'For a list: any of its elements.' },
  $nin: { ...list, hint: 'For a list: none of its elements.' },
  $ini: list,
  $nini: list,
  $gt: compare,
  $gte: compare,
  $lt: compare,
  $lte: compare,
  $before: moment,
  $after: moment,
  $startsWith: text,
  $startsWithi: text,
  $endsWith: text,
  $endsWithi: text,
  $contains: text,
  $containsi: text,
  $regex: pattern,
  $regexi: pattern,
  $notRegex: pattern,
  $notRegexi: pattern,
  $veq: version,
  $vne: version,
  $vgt: version,
  $vgte: version,
  $vlt: version,
  $vlte: version,
  $inCidr: { ...ranges, hint: 'IPv4 or IPv6 ranges or addresses.' },
  $notInCidr: { ...ranges, hint: 'A value that is not an address matches neither.' },
  $all: list,
  $alli: list,
  $elemMatch: {
    group: 'List',
    operand: 'json',
    initial: {},
    hint: 'A condition on the element, without $segment, $rollout and $schedule.',
  },
  $size: { group: 'List', operand: 'json', initial: 1, hint: 'A number, or operators such as {"$gt": 1}.' },
  $exists: { group: 'Other', operand: 'yes or no', initial: true, hint: 'Null counts as missing.' },
  $type: { group: 'Other', operand: 'type', initial: 'string' },
  $mod: { group: 'Other', operand: 'numbers', initial: [2, 0], hint: 'Divisor and remainder, such as 4, 1.' },
  $modRange: {
    group: 'Other',
    operand: 'numbers',
    initial: [100, 0, 49],
    hint: 'Divisor, first and last remainder, such as 100, 0, 49.',
  },
  $not: { group: 'Other', operand: 'json', initial: { $gt: 0 }, hint: 'Operators such as {"$gt": 5}.' },
} satisfies Record<OperatorName, OperatorInput>;

/** All operators for one attribute (docs/flags.md, "Operators"), in display order. */
export const OPERATORS: readonly Operator[] = [
  {
    key: '',
    words: 'is',
    group: 'Equal',
    operand: 'value',
    initial: '',
    hint: 'Lenient: the text "5" equals the number 5.',
  },
  ...(Object.entries(INPUTS) as [OperatorName, OperatorInput][]).map(([key, input]) => ({
    key,
    words: OPERATOR_WORDS[key],
    ...input,
  })),
];

/** The types for `$type`. */
export const VALUE_TYPES = ['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'] as const;

const BY_KEY: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((each) => [each.key, each]));

/** The operator with this spelling, if there is one. */
export function operator(key: string): Operator | undefined {
  return BY_KEY.get(key);
}

/** True for operators, such as `{"$gte": 18}`, and false for a value to equal. */
export function isOperators(value: JsonValue): value is Condition {
  return isObject(value) && Object.keys(value).some((key) => key.startsWith('$'));
}

/** The operand for another operator: the current one if it fits, else the initial one. */
export function operandFor(next: Operator, current: JsonValue): JsonValue {
  if (next.operand === 'list' || next.operand === 'ranges')
    return Array.isArray(current) ? current : isBlank(current) ? [] : [current];
  const [first = ''] = Array.isArray(current) ? (current as readonly JsonValue[]) : [current];
  const fits =
    (next.operand === 'value' && typeof first !== 'object') ||
    (next.operand === 'text' && typeof first === 'string' && first !== '') ||
    (next.operand === 'moment' && isMoment(first)) ||
    (next.operand === 'number or text' &&
      (typeof first === 'number' || (typeof first === 'string' && first !== '')));
  return fits ? first : next.initial;
}

function isBlank(value: JsonValue): boolean {
  return value === '' || value === null || typeof value === 'object';
}
