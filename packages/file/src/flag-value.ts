import type { FlagSource } from '@halyard/core';

/** The text of a value in the file. A value that cannot be a flag becomes text that no parser accepts. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  // As texts these two are on and off.
  if (value === 1 || value === 0) return `${value} (a number)`;
  return JSON.stringify(value) ?? String(value);
}

/**
 * What is to stand in a file for a flag's text: `true`, `false`, an object for a definition, else the text itself. Its
 * `textOf` is exactly the text again, so that reading a file back changes no flag's version.
 */
export function valueOf(text: string): FlagSource {
  if (text === 'on') return true;
  if (text === 'off') return false;
  if (!text.startsWith('{')) return text;
  try {
    const value = JSON.parse(text) as FlagSource;
    return textOf(value) === text ? value : text;
  } catch {
    return text;
  }
}
