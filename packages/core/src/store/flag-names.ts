const SHOWN = 5;

/** Flags by name, for messages: `flag "a"`, `flags "a" and "b"`, `flags "a", "b", "c", "d", "e" and 15 more`. */
export function flagNames(names: readonly string[]): string {
  if (names.length === 1) return `flag "${names[0]}"`;
  const quoted = names.slice(0, SHOWN).map((name) => `"${name}"`);
  const last = names.length > SHOWN ? `${names.length - SHOWN} more` : quoted.pop();
  return `flags ${quoted.join(', ')} and ${last}`;
}
