/** A flat reply of names and texts as a map, one flag a step. */
export function* textsOf(flat: readonly string[]): Generator<void, Map<string, string>> {
  const texts = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const [name, text] = [flat[i]!, flat[i + 1]!];
    const other = texts.get(name);
    // Names of bytes that are not text can look alike. Which text is kept must not depend on the order of the fields.
    if (other === undefined || text < other) texts.set(name, text);
    yield;
  }
  return texts;
}
