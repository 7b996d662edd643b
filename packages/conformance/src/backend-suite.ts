import type { BackendFixture, BackendSubject } from './backend-subject.js';
import type { ConformanceCase, ConformanceSection } from './case.js';
import type { BackendCase } from './backend-cases/backend-case.js';
import { invalidCases } from './backend-cases/invalid.js';
import { lifecycleCases } from './backend-cases/lifecycle.js';
import { outsideCases } from './backend-cases/outside.js';
import { plannedCases } from './backend-cases/planned.js';
import { readingCases } from './backend-cases/reading.js';
import { hostileNameCases } from './backend-cases/hostile-names.js';
import { readOnlyCases } from './backend-cases/read-only.js';
import { spellingCases } from './backend-cases/spellings.js';
import { usageCases } from './backend-cases/usage.js';
import { writingCases } from './backend-cases/writing.js';
import { atomicWritingCases, writingManyCases, writingTogetherCases } from './backend-cases/writing-many.js';
import { writingInvalidCases } from './backend-cases/writing-over-invalid.js';

/**
 * What every backend must do, wrappers and composites included. Each case gets a fresh backend and closes it.
 *
 * ```ts
 * runSections(backendSuite({ name: 'my backend', create: (stored) => ({ backend: new MyBackend(stored) }) }), { describe, it });
 * ```
 */
export function backendSuite(subject: BackendSubject): ConformanceSection[] {
  const section = (name: string, cases: readonly BackendCase[], skip?: string): ConformanceSection => ({
    name: `${subject.name}: ${name}`,
    cases: cases.map((each) => toCase(subject, each, skip)),
  });
  return [
    section('reading', readingCases),
    section('hostile names', hostileNameCases, subject.limitedNames),
    section('spellings', spellingCases),
    section('invalid flags', invalidCases, subject.validated),
    section('opening and closing', lifecycleCases),
    section('changes from outside', outsideCases, subject.private),
    section('writing', writingCases, subject.readOnly),
    section('writing several flags', writingManyCases, subject.readOnly),
    section('writing all or none', atomicWritingCases, subject.readOnly ?? subject.notAtomic),
    section(
      'writing all or none beside other writers',
      writingTogetherCases,
      subject.readOnly ?? subject.notAtomic ?? subject.private,
    ),
    section('planned changes', plannedCases, subject.readOnly),
    section('writing over what is invalid', writingInvalidCases, subject.readOnly ?? subject.validated),
    section(
      'keeping the use of flags',
      usageCases,
      subject.keepsUsage === true ? undefined : 'it keeps no use of flags',
    ),
    section(
      'refusing to write',
      readOnlyCases,
      subject.readOnly === undefined ? 'it is writable' : undefined,
    ),
  ];
}

function toCase(
  subject: BackendSubject,
  { name, stored, test }: BackendCase,
  skip?: string,
): ConformanceCase {
  if (skip !== undefined) return { name, skip };
  const run = async (): Promise<void> => {
    const fixture: BackendFixture = await subject.create(new Map(Object.entries(stored ?? {})));
    try {
      await test(fixture, subject);
    } finally {
      await fixture.backend.close();
      await fixture.dispose?.();
    }
  };
  return { name, run };
}
