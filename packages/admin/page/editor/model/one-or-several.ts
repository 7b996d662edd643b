/** One text or several, where one needs no list. */
export type OneOrSeveral = string | readonly string[];

/** One text or several as a list, which is empty where there is none. */
export function listed(value: OneOrSeveral | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}
