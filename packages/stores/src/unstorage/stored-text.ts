import { textOfValue } from '@halyard/core/store';

/** A value of a driver as the text of a flag; `undefined` if there is none. Throws the error that some drivers resolve with. */
export function storedText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Error) throw value;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return new TextDecoder().decode(value);
  return textOfValue(value);
}
