/** The operators that stand under an attribute. Schema, evaluation, page and docs are each checked against this list. */
export const OPERATOR_NAMES = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$ini',
  '$nini',
  '$all',
  '$alli',
  '$elemMatch',
  '$size',
  '$exists',
  '$type',
  '$startsWith',
  '$endsWith',
  '$contains',
  '$startsWithi',
  '$endsWithi',
  '$containsi',
  '$mod',
  '$modRange',
  '$before',
  '$after',
  '$inCidr',
  '$notInCidr',
  '$regex',
  '$regexi',
  '$notRegex',
  '$notRegexi',
  '$veq',
  '$vne',
  '$vgt',
  '$vgte',
  '$vlt',
  '$vlte',
  '$not',
] as const;

/** An operator that stands under an attribute. */
export type OperatorName = (typeof OPERATOR_NAMES)[number];

/** The keys of a condition that are not attributes. */
export const CONDITION_KEYWORDS = [
  '$and',
  '$or',
  '$nor',
  '$not',
  '$segment',
  '$rollout',
  '$schedule',
] as const;

/** A key of a condition that is not an attribute. */
export type ConditionKeyword = (typeof CONDITION_KEYWORDS)[number];

/** Those keywords that do not ask about attributes, and so can't stand inside `$elemMatch`. */
export const CONTEXT_KEYWORDS = [
  '$segment',
  '$rollout',
  '$schedule',
] as const satisfies readonly ConditionKeyword[];
