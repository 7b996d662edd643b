// The suite for backends.
export { backendSuite } from './backend-suite.js';
export type { BackendFixture, BackendSubject } from './backend-subject.js';

// The suite for framework adapters.
export { adapterSuite } from './adapter-suite.js';
export type {
  Adapter,
  AdapterNeed,
  AdapterSubject,
  MountedParts,
  Mounting,
  MountingRequest,
  Nesting,
  OtherFramework,
  PathSpelling,
  RunningApp,
  SuiteHandler,
  SuiteResponse,
} from './adapter-subject.js';

// Running a suite.
export { type ConformanceCase, type ConformanceSection, type Runner, runSections } from './case.js';
export { eventually } from './eventually.js';
