import type { BucketingKeys, JsonValue, RolloutRange } from '@halyard/core';
import { isObject } from './json-object.js';

/** A `$rollout` condition: a number means the share from 0 to that number. */
export type ConditionShare = number | RolloutRange;

/** The operand of a `$rollout` for the form; `undefined` if it needs JSON. */
export function readShare(operand: JsonValue): ConditionShare | undefined {
  if (typeof operand === 'number') return operand;
  if (!isObject(operand)) return undefined;
  const { range } = operand;
  const isRange =
    Array.isArray(range) && range.length === 2 && range.every((each) => typeof each === 'number');
  const isShown = Object.entries(FITS).every(
    ([key, fits]) => !Object.hasOwn(operand, key) || fits(operand[key]!),
  );
  return isRange && isShown ? (operand as unknown as RolloutRange) : undefined;
}

/** A share as an object. */
export function spelledShare(share: ConditionShare): RolloutRange {
  return typeof share === 'number' ? { range: [0, share] } : share;
}

/** The share, as a number if that is enough. */
export function shortShare(share: RolloutRange): ConditionShare {
  const [first, last] = share.range;
  return first === 0 && Object.keys(share).length === 1 ? last : share;
}

const isText = (value: JsonValue): boolean => typeof value === 'string';
const isOneOrSeveral = (value: JsonValue): boolean =>
  isText(value) || (Array.isArray(value) && value.every(isText));

/** The checks for values that the fields can show. */
const FITS = {
  by: isOneOrSeveral,
  fallback: isOneOrSeveral,
  seed: isText,
  hash: isText,
  total: (value) => typeof value === 'number',
} satisfies Record<keyof BucketingKeys, (value: JsonValue) => boolean>;
