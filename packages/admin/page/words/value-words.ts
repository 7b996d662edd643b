import type { JsonValue } from '@halyard/core';

const LONGEST = 40;

/** A value as a sentence names it: `on`, `off`, `10`, `“pro”`, and anything larger as JSON that is cut short. */
export function valueWords(value: JsonValue): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (typeof value === 'string') return `“${shortened(value)}”`;
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
