export type {
  Adapter,
  AdapterSubject,
  MountedParts,
  Mounting,
  MountingRequest,
  Nesting,
  OtherFramework,
  RunningApp,
  SuiteHandler,
  SuiteResponse,
} from './adapter-subject.js';
export { adapterSuite } from './adapter-suite.js';
export { backendSuite } from './backend-suite.js';
export type { BackendFixture, BackendSubject } from './backend-subject.js';
export { eventually } from './eventually.js';
export { type ConformanceCase, type ConformanceSection, type Runner, runSections } from './case.js';
