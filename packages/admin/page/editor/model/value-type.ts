import type { JsonValue } from '@halyard/core';

/** The input type of a single value. */
export type ValueType = 'text' | 'number' | 'boolean' | 'null' | 'json';

/** The input type of list elements. */
export type ElementType = 'text' | 'number' | 'json';

/** The best input type for a value. */
export function valueTypeOf(value: JsonValue): ValueType {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' || typeof value === 'boolean'
    ? (typeof value as 'number' | 'boolean')
    : 'json';
}

/** The value converted to another input type, as far as possible. */
export function asValueType(value: JsonValue, type: ValueType): JsonValue {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return Number(text) || 0;
    case 'boolean':
      return text !== 'false' && text !== '' && text !== '0';
    case 'null':
      return null;
    default:
      return value;
  }
}

/** An input type that can show the list without loss. */
export function elementTypeOf(list: readonly JsonValue[]): ElementType {
  if (list.every(isTypable)) return 'text';
  return list.length > 0 && list.every((each) => typeof each === 'number') ? 'number' : 'json';
}

/** The list with its elements converted to another type, as far as possible. */
export function asElementType(list: readonly JsonValue[], type: ElementType): readonly JsonValue[] {
  if (type === 'json') return list;
  if (type === 'text') {
    const texts = list.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    return texts.filter(isTypable);
  }
  return list.map(Number).filter(Number.isFinite);
}

/** True for text that does not change when it is typed on its own line or between commas. */
function isTypable(value: JsonValue): boolean {
  return typeof value === 'string' && value !== '' && value === value.trim() && !/[\n\r,]/.test(value);
}
