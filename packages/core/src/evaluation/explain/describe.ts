import { show } from '../../base/options.js';

const LONGEST = 80;

/** A value as JSON for a sentence, cut to a line. What JSON can't say is named. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // It holds itself, or a bigint.
  }
  if (text === undefined) return show(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
