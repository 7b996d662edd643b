import type { JsonValue } from '@halyard/core';

/** What an operator is given, and so which input the page shows for it. */
export type OperandKind =
  | 'value'
  | 'number or text'
  | 'list'
  | 'text'
  | 'yes or no'
  | 'type'
  | 'numbers'
  | 'json';

/** An operator as people read it: `age` + `is at least` + `18`. */
export interface Operator {
  /** As the definition spells it; empty for plain equality, which has no operator. */
  readonly key: string;
  readonly words: string;
  readonly group: 'Equal' | 'Compare' | 'List' | 'Text' | 'Version' | 'Other';
  readonly operand: OperandKind;
  /** What it is given when somebody picks it. */
  readonly initial: JsonValue;
  readonly hint?: string;
}

/** Every way to ask something of one attribute (FLAGS.md section 5), in the order in which they are offered. */
export const OPERATORS: readonly Operator[] = [
  of('', 'is', 'Equal', 'value', '', 'Forgiving: the text "5" is the number 5.'),
  of('$eq', 'is exactly', 'Equal', 'value', '', 'The same value and the same type.'),
  of('$ne', 'is not exactly', 'Equal', 'value', '', 'Another value or another type.'),
  of('$in', 'is one of', 'List', 'list', [], 'A list: any of its elements.'),
  of('$nin', 'is none of', 'List', 'list', [], 'A list: none of its elements.'),
  of('$ini', 'is one of, ignoring case', 'List', 'list', []),
  of('$nini', 'is none of, ignoring case', 'List', 'list', []),
  of('$gt', 'is greater than', 'Compare', 'number or text', 0),
  of('$gte', 'is at least', 'Compare', 'number or text', 0),
  of('$lt', 'is less than', 'Compare', 'number or text', 0),
  of('$lte', 'is at most', 'Compare', 'number or text', 0),
  of('$startsWith', 'starts with', 'Text', 'text', ''),
  of('$endsWith', 'ends with', 'Text', 'text', ''),
  of('$contains', 'contains', 'Text', 'text', ''),
  of('$regex', 'matches the pattern', 'Text', 'text', '', 'RE2 syntax.'),
  of('$regexi', 'matches the pattern, ignoring case', 'Text', 'text', '', 'RE2 syntax.'),
  of('$notRegex', 'does not match the pattern', 'Text', 'text', '', 'RE2 syntax.'),
  of('$notRegexi', 'does not match the pattern, ignoring case', 'Text', 'text', '', 'RE2 syntax.'),
  of('$veq', 'is the version', 'Version', 'text', '1.0.0'),
  of('$vne', 'is another version than', 'Version', 'text', '1.0.0'),
  of('$vgt', 'is a later version than', 'Version', 'text', '1.0.0'),
  of('$vgte', 'is this version or later', 'Version', 'text', '1.0.0'),
  of('$vlt', 'is an earlier version than', 'Version', 'text', '1.0.0'),
  of('$vlte', 'is this version or earlier', 'Version', 'text', '1.0.0'),
  of('$all', 'is a list with every one of', 'List', 'list', []),
  of('$alli', 'is a list with every one of, ignoring case', 'List', 'list', []),
  of('$elemMatch', 'is a list with an element where', 'List', 'json', {}, 'A condition on the element.'),
  of('$size', 'is a list of this length', 'List', 'json', 1, 'A number, or operators such as {"$gt": 1}.'),
  of('$exists', 'is there', 'Other', 'yes or no', true, 'There, and not null.'),
  of('$type', 'is of the type', 'Other', 'type', 'string'),
  of('$mod', 'divided leaves', 'Other', 'numbers', [2, 0], 'The divisor and what is left, such as 4, 1.'),
  of('$modRange', 'divided leaves from … to', 'Other', 'numbers', [100, 0, 49], 'Such as 100, 0, 49.'),
  of('$not', 'is not so that', 'Other', 'json', { $gt: 0 }, 'Operators such as {"$gt": 5}.'),
];

/** What `$type` can ask for. */
export const VALUE_TYPES = ['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'] as const;

const BY_KEY: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((each) => [each.key, each]));

/** The operator that a definition spells so, if there is one. */
export function operator(key: string): Operator | undefined {
  return BY_KEY.get(key);
}

/** What another operator is given: what the last one was given where that makes sense, else a start. */
export function operandFor(next: Operator, current: JsonValue): JsonValue {
  if (next.operand === 'list') return Array.isArray(current) ? current : isBlank(current) ? [] : [current];
  const [first = ''] = Array.isArray(current) ? (current as readonly JsonValue[]) : [current];
  const fits =
    (next.operand === 'value' && typeof first !== 'object') ||
    (next.operand === 'text' && typeof first === 'string' && first !== '') ||
    (next.operand === 'number or text' &&
      (typeof first === 'number' || (typeof first === 'string' && first !== '')));
  return fits ? first : next.initial;
}

function isBlank(value: JsonValue): boolean {
  return value === '' || value === null || typeof value === 'object';
}

function of(
  key: string,
  words: string,
  group: Operator['group'],
  operand: OperandKind,
  initial: JsonValue,
  hint?: string,
): Operator {
  return { key, words, group, operand, initial, ...(hint === undefined ? {} : { hint }) };
}
