import type { Condition, JsonValue } from '@halyard/core';
import { firstVariable } from './logic.js';
import { isNumber, isText } from './type-tests.js';

/**
 * The JsonLogic that holds for the contexts whose attribute is a key: text that is not empty, or a number.
 */
export function keyGuard(path: string): JsonValue {
  const attribute = { var: path };
  // flagd's own `fractional` tests the targeting key like this.
  if (path === 'targetingKey') return { '!!': [attribute] };
  const isFilledText = { and: [isText(path), { '!==': [attribute, ''] }] };
  return { or: [isFilledText, isNumber(path)] };
}

/** The attribute that an expression guards; `undefined` unless it is a {@link keyGuard}. */
export function guardedKey(expression: JsonValue): string | undefined {
  const path = firstVariable(expression);
  const isGuard = path !== undefined && JSON.stringify(expression) === JSON.stringify(keyGuard(path));
  return isGuard ? path : undefined;
}

/** Holds for the contexts that have this key. */
export function hasKey(path: string): Condition {
  const by = path === 'targetingKey' ? {} : { by: path };
  return { $rollout: { range: [0, 100], ...by, seed: '' } };
}
