import type { Backend } from '@halyard/core';

/** A backend under test, on a store of its own. */
export interface BackendFixture {
  /** Not opened yet. */
  readonly backend: Backend;
  /** Changes the store behind the backend's back, as another process would; `undefined` removes the flag. */
  readonly change?: (name: string, text: string | undefined) => Promise<void>;
  /** Called when the case is over; the backend has been closed by then. */
  readonly dispose?: () => Promise<void>;
}

/** How the suite gets at the backend that it tests. */
export interface BackendSubject {
  /** Headline of the report. */
  readonly name: string;
  /** Makes a backend whose store holds exactly these flags, by name. Called anew for every case. */
  create(stored: ReadonlyMap<string, string>): Promise<BackendFixture> | BackendFixture;
  /** Why some names can't be stored, such as that the environment folds case. Skips the cases about hostile names. */
  readonly limitedNames?: string;
  /** Why nothing invalid can be stored in the first place. Skips the cases about what becomes of that. */
  readonly validated?: string;
  /** Why nothing can be written. Skips the cases about writing, and tests that writing is refused. */
  readonly readOnly?: string;
  /** Why several flags can't be stored in one step. Skips the cases about all of them or none. */
  readonly notAtomic?: string;
  /** Why the problem of an invalid flag never shows what is stored, such as that it may be a secret. */
  readonly hidesTexts?: string;
  /** Whether the backend keeps what processes report of the use of flags. @default false */
  readonly keepsUsage?: boolean;
  /** Why no one else can change the store. Skips the cases about changes from outside. */
  readonly private?: string;
}
