import type { BackendFixture, BackendSubject } from '../backend-subject.js';

/** One thing that must hold for a backend whose store holds `stored` at first. */
export interface BackendCase {
  readonly name: string;
  readonly stored?: Readonly<Record<string, string>>;
  readonly test: (fixture: BackendFixture, subject: BackendSubject) => Promise<void>;
}
