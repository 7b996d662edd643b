/** A stored flag that can't be used as it stands. */
export interface InvalidFlag {
  /** The name that it is stored under. */
  readonly name: string;
  /** A sentence saying what is wrong, with the path. */
  readonly problem: string;
  /**
   * What answers instead: an earlier valid definition, plain off, or nothing from this backend. `definition`: the flag's
   * own definition, less the rules that refer to what can't be used.
   */
  readonly serving: 'previous' | 'off' | 'nothing' | 'definition';
}

/** What is wrong with each flag that has a problem, by name: one sentence, also where there are several problems. */
export function problemsByName(invalid: Iterable<InvalidFlag>): Map<string, string> {
  const problems = new Map<string, string>();
  for (const { name, problem } of invalid) {
    const before = problems.get(name);
    problems.set(name, before === undefined ? problem : `${before}; ${problem}`);
  }
  return problems;
}
