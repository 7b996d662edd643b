/** One case of a published suite, after an import. */
export interface CaseResult {
  readonly title: string;
  /** What was answered instead, or why the flag is refused; `undefined` if the case holds. */
  readonly failure?: string | undefined;
}

/** A part of a published suite with its cases. */
export interface Score {
  /** The suite and the part. */
  readonly suite: string;
  readonly cases: readonly CaseResult[];
}

/** The published cases of another system. */
export interface Suite {
  /** The name of the format. */
  readonly name: string;
  /** Runs all cases through the importer. Rejects if the suite can't be fetched. */
  readonly run: () => Promise<readonly Score[]>;
}
