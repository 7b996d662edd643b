import type { JsonValue } from '@halyard/core';

/** How a single value is entered. */
export type ValueType = 'text' | 'number' | 'boolean' | 'null' | 'json';

/** How the elements of a list are entered. */
export type ElementType = 'text' | 'number' | 'json';

/** The way to enter a value that shows it best. */
export function valueTypeOf(value: JsonValue): ValueType {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' || typeof value === 'boolean'
    ? (typeof value as 'number' | 'boolean')
    : 'json';
}

/** The value that another way to enter it starts with: the same, as far as it can be said so. */
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

/** The way to enter a list that loses nothing of it. */
export function elementTypeOf(list: readonly JsonValue[]): ElementType {
  if (list.every(isTypable)) return 'text';
  return list.length > 0 && list.every((each) => typeof each === 'number') ? 'number' : 'json';
}

/** The list with its elements as another type, as far as they can be. */
export function asElementType(list: readonly JsonValue[], type: ElementType): readonly JsonValue[] {
  if (type === 'json') return list;
  if (type === 'text') {
    const texts = list.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    return texts.filter(isTypable);
  }
  return list.map(Number).filter(Number.isFinite);
}

/** True for text that stays itself when it is typed on a line of its own or between commas. */
function isTypable(value: JsonValue): boolean {
  return typeof value === 'string' && value !== '' && value === value.trim() && !/[\n\r,]/.test(value);
}
