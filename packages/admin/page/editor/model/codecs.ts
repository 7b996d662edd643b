import type { JsonValue } from '@halyard/core';
import { isObject } from './json-object.js';
import { listed, type OneOrSeveral } from './one-or-several.js';

/** The value of typed text, or its problem as the end of a sentence about the field. */
export type TypedReading<Value> = { readonly value: Value } | { readonly problem: string };

/** Converts between a value and its text. */
export interface Codec<Value> {
  readonly read: (text: string) => TypedReading<Value>;
  readonly write: (value: Value) => string;
}

/** Text. Empty text means no value. */
export const optionalText: Codec<string | undefined> = {
  read: (text) => ({ value: text === '' ? undefined : text }),
  write: (value) => value ?? '',
};

/** Text. Empty text is a value too. */
export const anyText: Codec<string> = { read: (value) => ({ value }), write: (value) => value };

/** A number. Accepts a decimal comma too. */
export const number: Codec<number> = {
  read(text) {
    const value = Number(text.trim().replace(',', '.'));
    return text.trim() === '' || !Number.isFinite(value)
      ? { problem: 'must be a number, such as 25 or 0.5' }
      : { value };
  },
  write: (value) => String(value),
};

/** A percentage from 0 to 100. */
export const percentage: Codec<number> = {
  read(text) {
    const reading = number.read(text.replace('%', ''));
    const outside = 'problem' in reading || reading.value < 0 || reading.value > 100;
    return outside ? { problem: 'must be a number from 0 to 100, such as 25 or 0.5' } : reading;
  },
  write: number.write,
};

/** A weight: a whole number. */
export const weight: Codec<number> = {
  read(text) {
    const reading = text.trim() === '' ? { value: 0 } : number.read(text);
    const wrong = 'problem' in reading || !Number.isInteger(reading.value) || reading.value < 0;
    return wrong ? { problem: 'must be a whole number, 0 or more' } : reading;
  },
  write: number.write,
};

/** Numbers separated by commas. */
export const numbers: Codec<readonly number[]> = {
  read(text) {
    const list = text
      .split(/[,\s]+/)
      .filter(Boolean)
      .map(Number);
    return list.length === 0 || !list.every(Number.isFinite)
      ? { problem: 'must be numbers separated by commas, such as 100, 0, 49' }
      : { value: list };
  },
  write: (value) => value.join(', '),
};

/** Words separated by commas. Empty text means no value. */
export const words: Codec<readonly string[] | undefined> = {
  read(text) {
    const list = text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
    return { value: list.length === 0 ? undefined : list };
  },
  write: (value) => (value ?? []).join(', '),
};

/** One text, or several separated by commas. Empty text means no value. */
export const oneOrSeveral: Codec<OneOrSeveral | undefined> = {
  read(text) {
    const { value } = words.read(text) as { readonly value: readonly string[] | undefined };
    return { value: value?.length === 1 ? value[0] : value };
  },
  write: (value) => listed(value).join(', '),
};

/** A whole number above 0. Empty text means no value. */
export const optionalCount: Codec<number | undefined> = {
  read(text) {
    if (text.trim() === '') return { value: undefined };
    const reading = number.read(text);
    const isWrong = 'problem' in reading || !Number.isInteger(reading.value) || reading.value < 1;
    return isWrong ? { problem: 'must be a whole number, 1 or more' } : reading;
  },
  write: (value) => (value === undefined ? '' : String(value)),
};

/** A JSON value. */
export const json: Codec<JsonValue> = {
  read(text) {
    try {
      return { value: JSON.parse(text) as JsonValue };
    } catch {
      return { problem: 'must be JSON, such as "text" (in double quotes), 5, true, [1, 2] or {"a": 1}' };
    }
  },
  write: (value) => {
    const short = JSON.stringify(value);
    return short.length > 60 ? JSON.stringify(value, null, 2) : short;
  },
};

/** A JSON object. */
export const jsonObject: Codec<Readonly<Record<string, JsonValue>>> = {
  read(text) {
    const reading = json.read(text);
    if ('problem' in reading || !isObject(reading.value))
      return { problem: 'must be a JSON object, such as {"plan": "pro"}' };
    return { value: reading.value };
  },
  write: json.write,
};

/** A JSON object. Empty text means no value. */
export const optionalJsonObject: Codec<Readonly<Record<string, JsonValue>> | undefined> = {
  read: (text) => (text.trim() === '' ? { value: undefined } : jsonObject.read(text)),
  write: (value) => (value === undefined ? '' : JSON.stringify(value, null, 2)),
};

/** Texts, one per line or separated by commas. */
export const texts: Codec<readonly JsonValue[]> = {
  read: (text) => ({
    value: text
      .split(/[\n\r,]+/)
      .map((each) => each.trim())
      .filter(Boolean),
  }),
  write: (value) => value.map(String).join(', '),
};

/** A JSON list. */
export const jsonList: Codec<readonly JsonValue[]> = {
  read(text) {
    const reading = json.read(text);
    if ('problem' in reading || !Array.isArray(reading.value))
      return { problem: 'must be a JSON list, such as ["pro", 5]' };
    return { value: reading.value as readonly JsonValue[] };
  },
  write: json.write,
};
