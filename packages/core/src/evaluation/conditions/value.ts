import { spendText } from '../cost.js';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number a value counts as, NaN for none: text only in JSON's number syntax, booleans as 1 and 0. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return numberOfText(value);
  return typeof value === 'boolean' || typeof value === 'bigint' ? Number(value) : NaN;
}

function numberOfText(text: string): number {
  spendText(text);
  return JSON_NUMBER.test(text) ? Number(text) : NaN;
}

/** The text a value counts as: that of a string, a number or a boolean; `undefined` for anything else. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return undefined;
  }
}

/** How `$type` calls a value; a missing attribute is `undefined`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Text with its case folded, any other value as it is. */
export function fold(value: unknown): unknown {
  return typeof value === 'string' ? foldText(value) : value;
}

/** Text with its case folded. */
export function foldText(text: string): string {
  spendText(text);
  return text.toLowerCase();
}
