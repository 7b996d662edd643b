import type { FlagSource } from '@halyard/core';
import { textOfValue, valueOfText } from '@halyard/core/store';

/**
 * What is to stand in a file for a flag's text. Its text is exactly that text again, so that reading a file back changes no
 * flag's version.
 */
export function exactValue(text: string): FlagSource {
  const value = valueOfText(text);
  return textOfValue(value) === text ? value : text;
}
