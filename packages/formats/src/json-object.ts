import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** The object that a value is; an empty one for anything else. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The list that a value is; an empty one for anything else. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The texts in the list that a value is. */
export function textsOf(value: JsonValue | undefined): string[] {
  return listOf(value).filter((each) => typeof each === 'string');
}

/** The text that a value is; `undefined` for anything else. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The entries that have a value. */
export function withDefined<Values extends object>(
  values: Values,
): {
  [Key in keyof Values]?: Exclude<Values[Key], undefined>;
} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
