import type { Condition } from '@halyard/core';

/** Holds for every context. */
export const ALWAYS: Condition = {};

/** Holds for no context. */
export const NEVER: Condition = { $not: {} };

/** All of these conditions. */
export function all(conditions: readonly Condition[]): Condition {
  if (conditions.some(isNever)) return NEVER;
  const parts = distinct(
    conditions.filter((each) => !isAlways(each)).flatMap((each) => listUnder('$and', each)),
  );
  const keys = parts.flatMap((each) => Object.keys(each));
  if (new Set(keys).size === keys.length) return Object.assign({}, ...parts) as Condition;
  return { $and: parts };
}

/** One of these conditions at least. */
export function any(conditions: readonly Condition[]): Condition {
  if (conditions.some(isAlways)) return ALWAYS;
  const parts = distinct(
    conditions.filter((each) => !isNever(each)).flatMap((each) => listUnder('$or', each)),
  );
  if (parts.length === 0) return NEVER;
  return parts.length === 1 ? parts[0]! : { $or: parts };
}

/** The opposite of a condition. */
export function not(condition: Condition): Condition {
  if (isAlways(condition)) return NEVER;
  if (isNever(condition)) return ALWAYS;
  const parts = listUnder('$or', condition);
  if (parts.length > 1) return { $nor: parts };
  const [key, ...others] = Object.keys(condition);
  return key === '$not' && others.length === 0 ? (condition[key] as Condition) : { $not: condition };
}

/** True for a condition without parts. */
export function isAlways(condition: Condition): boolean {
  return Object.keys(condition).length === 0;
}

/** True for {@link NEVER}. */
export function isNever(condition: Condition): boolean {
  const { $not: inside, ...others } = condition;
  return inside !== undefined && isAlways(others) && isAlways(inside as Condition);
}

function listUnder(key: '$and' | '$or', condition: Condition): readonly Condition[] {
  const { [key]: list, ...others } = condition;
  const isOnly = Array.isArray(list) && list.length > 0 && isAlways(others);
  return isOnly ? (list as readonly Condition[]) : [condition];
}

function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((each) => [JSON.stringify(each), each])).values()];
}
