/** One text, or a list of several. */
export type OneOrSeveral = string | readonly string[];

/** One text or several as a list; empty if there are none. */
export function listed(value: OneOrSeveral | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}
