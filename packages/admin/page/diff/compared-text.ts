import { readableText } from './readable-text.js';

/**
 * The stored text of a flag for a comparison by lines, without the commas at the ends of lines: a line would differ only
 * because another one follows it.
 */
export function comparedText(text: string | null): string {
  return readableText(text).replaceAll(/,$/gm, '');
}
