/** Something wrong in a JSON document: where, as keys and indexes from the top, and what. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** At least one. */
export type Problems = readonly Problem[];

// A reader has seen enough by then, and a hostile definition has cost enough.
const ENOUGH = 10;

/** One problem with the value itself. */
export function problem(message: string): Problems {
  return [{ path: [], message }];
}

/** Adds to `all` what was found under `key`. Paths grow on the way up, so that a right value costs none. */
export function collect(
  all: Problem[] | undefined,
  key: string | number,
  found: Problems | undefined,
): Problem[] | undefined {
  if (found === undefined) return all;
  const grown = all ?? [];
  for (const { path, message } of found) grown.push({ path: [key, ...path], message });
  return grown;
}

/** True when looking for more problems is of no use. */
export function isEnough(found: Problems | undefined): boolean {
  return found !== undefined && found.length > ENOUGH;
}

/** One line for a person: `rules[1].when.age.$gtt: unknown operator, did you mean $gt?`, the next after a `; `. */
export function sentence(problems: Problems): string {
  const lines = problems.slice(0, ENOUGH).map(({ path, message }) => {
    return path.length === 0 ? message : `${pathText(path)}: ${message}`;
  });
  if (problems.length > ENOUGH) lines.push('and more');
  return lines.join('; ');
}

/** `["rules", 1, "when", "account.plan"]` as `rules[1].when["account.plan"]`. */
function pathText(path: readonly (string | number)[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\w$-]{1,64}$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key)}]`;
  }
  return text;
}
