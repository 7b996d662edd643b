import type { JsonValue } from '@halyard/core';

const LONGEST = 40;

/** A value in a sentence: `on`, `off`, `10`, `“pro”`, and a larger value as shortened JSON. */
export function valueWords(value: JsonValue): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return `“${shortened(value)}”`;
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
