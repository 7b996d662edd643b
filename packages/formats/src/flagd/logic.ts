import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** A value of JSON that is not a list or an object. */
export type Primitive = string | number | boolean | null;

/** An operation of JsonLogic: one operator and a list of its operands. */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly JsonValue[];
}

/** The operation of an expression; `undefined` for a literal. */
export function operationOf(expression: JsonValue | undefined): Operation | undefined {
  if (!isObject(expression)) return undefined;
  const [only, ...others] = Object.entries(expression);
  if (only === undefined || others.length > 0) return undefined;
  const [operator, operand] = only;
  return { operator, operands: Array.isArray(operand) ? (operand as readonly JsonValue[]) : [operand] };
}

/** True for text, a number, a boolean or null. */
export function isPrimitive(value: JsonValue | undefined): value is Primitive {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** True for a literal or an attribute, which flagd never fails to evaluate. */
export function isPlain(expression: JsonValue): boolean {
  return isPrimitive(expression) || attributeOf(expression) !== undefined;
}

/** The name in `{"var": name}`; `undefined` for any other expression. */
export function variableOf(expression: JsonValue | undefined): string | undefined {
  const operation = operationOf(expression);
  if (operation?.operator !== 'var') return undefined;
  const [name, otherwise = null] = operation.operands;
  return typeof name === 'string' && otherwise === null ? name : undefined;
}

/**
 * The path of the attribute that an expression reads; `undefined` for any other expression. flagd also reads inside text
 * and lists and from prototypes, which no path does.
 */
export function attributeOf(expression: JsonValue | undefined): string | undefined {
  const name = variableOf(expression);
  return name !== undefined && isPath(name) ? name : undefined;
}

const INSIDE_OTHERS = /^(?:\d+|length|constructor|prototype|__proto__)$/;

/** Whether flagd and Halyard read the same attribute by this name. */
export function isPath(name: string): boolean {
  if (name === '' || name.startsWith('$') || /[\\/]/.test(name)) return false;
  const [first, ...inside] = name.split('.');
  return first !== '' && ![first!, ...inside].some((part) => part === '' || INSIDE_OTHERS.test(part));
}

/** The first variable in an expression; `undefined` for an expression without one. */
export function firstVariable(expression: JsonValue | undefined): string | undefined {
  const name = variableOf(expression);
  return (
    name ??
    operationOf(expression)
      ?.operands.map(firstVariable)
      .find((found) => found !== undefined)
  );
}
