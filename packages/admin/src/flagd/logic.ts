import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** An operation of JsonLogic: one operator and a list of its operands. */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly JsonValue[];
}

/** The operation of an expression; `undefined` for a literal. */
export function operationOf(expression: JsonValue): Operation | undefined {
  if (!isObject(expression)) return undefined;
  const [only, ...others] = Object.entries(expression);
  if (only === undefined || others.length > 0) return undefined;
  const [operator, operand] = only;
  return { operator, operands: Array.isArray(operand) ? (operand as readonly JsonValue[]) : [operand] };
}

/** The name of the attribute that `{"var": "a.b"}` reads; `undefined` for any other expression. */
export function attributeOf(expression: JsonValue | undefined): string | undefined {
  const operation = expression === undefined ? undefined : operationOf(expression);
  if (operation?.operator !== 'var') return undefined;
  const [name, fallback = null] = operation.operands;
  return typeof name === 'string' && name !== '' && fallback === null ? name : undefined;
}
