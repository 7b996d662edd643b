import { messageOf } from '../base/errors.js';
import type { FlagSource } from './definition.js';
import { readJson } from './json-text.js';
import { plainWord } from './short-text.js';

/**
 * The text of a value that stands for a flag in JSON, YAML or code: text as it is, a boolean as `on` or `off`, an object as
 * JSON. Anything else becomes text that is not understood. Never throws.
 */
export function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = jsonOf(value);
  // As text `1` would be on, but the number is not text.
  return plainWord(text) === undefined ? text : `${text} (a ${typeof value})`;
}

/** The value to write down for a flag's text: `true`, `false`, an object for JSON, else the text itself. */
export function valueOfText(text: string): FlagSource {
  if (text === 'on') return true;
  if (text === 'off') return false;
  const json = text.startsWith('{') ? readJson(text) : undefined;
  return json !== undefined && 'value' in json ? (json.value as FlagSource) : text;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    return messageOf(error);
  }
}
