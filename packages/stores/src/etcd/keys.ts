/** The gateway takes and gives keys and values in base64. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The text of a key or value; an empty one is left out of an answer. */
export function textOf(encoded: string | undefined): string {
  return Buffer.from(encoded ?? '', 'base64').toString();
}

/** The range of all keys that begin with `prefix`, which must not be empty. */
export function rangeOf(prefix: string): { readonly key: string; readonly range_end: string } {
  const end = Buffer.from(prefix);
  end[end.length - 1]!++;
  return { key: base64(prefix), range_end: end.toString('base64') };
}
