import type { OperatorName } from '@halyard/core';

/** The words for each operator, between an attribute and its operand: `age` + `is at least` + `18`. */
export const OPERATOR_WORDS = {
  $eq: 'is exactly',
  $ne: 'is not exactly',
  $gt: 'is greater than',
  $gte: 'is at least',
  $lt: 'is less than',
  $lte: 'is at most',
  $in: 'is one of',
  $nin: 'is none of',
  $ini: 'is one of (any case)',
  $nini: 'is none of (any case)',
  $all: 'contains all of',
  $alli: 'contains all of (any case)',
  $elemMatch: 'has an element where',
  $size: 'has the length',
  $exists: 'is present',
  $type: 'is of type',
  $startsWith: 'starts with',
  $endsWith: 'ends with',
  $contains: 'contains',
  $startsWithi: 'starts with (any case)',
  $endsWithi: 'ends with (any case)',
  $containsi: 'contains (any case)',
  $mod: 'has the remainder',
  $modRange: 'has a remainder in the range',
  $before: 'is before',
  $after: 'is after',
  $inCidr: 'is in address range',
  $notInCidr: 'is not in address range',
  $regex: 'matches the pattern',
  $regexi: 'matches the pattern (any case)',
  $notRegex: 'does not match the pattern',
  $notRegexi: 'does not match the pattern (any case)',
  $veq: 'is version',
  $vne: 'is not version',
  $vgt: 'is later than version',
  $vgte: 'is at least version',
  $vlt: 'is earlier than version',
  $vlte: 'is at most version',
  $not: 'does not satisfy',
} as const satisfies Record<OperatorName, string>;

/** The words for an operator; the spelling itself for an unknown operator. */
export function wordsOfOperator(name: string): string {
  return Object.hasOwn(OPERATOR_WORDS, name) ? OPERATOR_WORDS[name as OperatorName] : name;
}
