// For tests of programs that have flags.
export { testFlags, type TestFlags } from './test-flags.js';
export { type FlagOverrides, withFlags } from './with-flags.js';
export { TestClock } from './test-clock.js';
