/** One thing that must hold. A case that can't apply is skipped, and has to say why. */
export type ConformanceCase =
  | { readonly name: string; readonly run: () => Promise<void> }
  | { readonly name: string; readonly skip: string };

/** Cases under one heading. */
export interface ConformanceSection {
  /** The heading. */
  readonly name: string;
  /** The cases, in order. */
  readonly cases: readonly ConformanceCase[];
}

/** What is needed of a test runner: mocha, jest, vitest and node:test all have it. */
export interface Runner {
  /** Opens a section. `body` registers its cases and returns. */
  describe(name: string, body: () => void): unknown;
  /** Registers a case. `body` rejects if it fails. */
  it(name: string, body: () => Promise<void>): unknown;
}

/**
 * Registers sections with a test runner. A skipped case is registered too, under a name that says why, and passes: a
 * reader of the report sees what was left out.
 */
export function runSections(sections: readonly ConformanceSection[], runner: Runner): void {
  for (const section of sections) {
    runner.describe(section.name, () => {
      for (const each of section.cases) {
        if ('skip' in each) runner.it(`${each.name} (does not apply: ${each.skip})`, async () => {});
        else runner.it(each.name, each.run);
      }
    });
  }
}
