// For authors of stores, and of tools that read and write flags.

// A store, and the backend that is made of it.
export type {
  FlagEntries,
  FlagStore,
  StoreChange,
  StoreEntry,
  StoreUsage,
  StoreWatcher,
} from './flag-store.js';
export { StoreBackend } from './store-backend.js';
export {
  STORE_BACKEND_DEFAULTS,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from './store-backend-options.js';
export { FlagChanges } from './flag-changes.js';
export { Snapshot, type SnapshotEntry } from './snapshot.js';
export { conflictError, conflictIn } from './conflict-error.js';
export { unconfirmedError } from './unconfirmed-error.js';
export { writeInChunks } from './write-in-chunks.js';
export { writeInOrder } from './write-in-order.js';
export { withDeadline } from './deadline.js';
export { unlessAborted } from './unless-aborted.js';
export { authorship, HistoryLog } from './history.js';
export { type HourlyUsage, usageAt } from './hourly-usage.js';
export { MemoryUsage } from './memory-usage.js';

// Stored text.
export { parseFlag } from '../evaluation/parse-flag.js';
export { flagText } from '../flag/flag-text.js';
export { textOfValue, valueOfText } from '../flag/flag-value.js';
export { type JsonReading, type LimitedJsonReading, readJson, readJsonInSteps } from '../flag/json-text.js';
export type { JsonLimits } from '../flag/json-scanner.js';
export { isObject } from '../base/is-object.js';
export type { InvalidText } from './write.js';
export { withRollout } from './with-rollout.js';
export { readPlanned } from '../flag/planned-change.js';
export { answersFirst } from './flag-origin.js';
export { problemsByName } from '../evaluation/invalid-flag.js';
export { flagFileJsonSchema, flagJsonSchema } from '../flag/definition-schema.js';
export type { JsonSchema } from '../flag/schema/schema.js';

// Names of flags, and the words that definitions use.
export { isPlannedName, isReserved, isSegmentName, nameProblem, SEGMENT_PREFIX } from '../flag/name.js';
export { canonicalName } from '../flag/spelling.js';
export { FLAG_KINDS, isPermanent } from '../flag/definition.js';
export { HASH_NAMES } from '../flag/hash-name.js';
export { CONDITION_KEYWORDS, OPERATOR_NAMES } from '../flag/operator-names.js';

// Contexts.
export { targetingKey } from '../evaluation/bucketing/targeting-key.js';

// Options and messages.
export { check, checkOptions, type OptionCheck, show } from '../base/options.js';
export { isLoggerOrFalse, STANDARD_ERROR } from '../base/logger.js';
export { credentialsProblem } from '../base/credentials-problem.js';
export { didYouMean } from '../base/suggest.js';
export { escapeInvisible } from '../base/invisible.js';
export { messageOf } from '../base/errors.js';

// Packages that need not be installed.
export { ifMissing } from '../base/if-missing.js';

// Files that Halyard keeps.
export { openOwnFile, openRegularFile } from '../base/regular-file.js';
export { type Draft, openDraft, removeDrafts } from '../base/draft.js';
export { type Replacement, replaceFile } from '../base/replace-file.js';

// Work in slices and in chunks.
export { type ChunkLimits, inChunks } from '../base/in-chunks.js';
export { atOnce, inSlices } from '../base/time-slices.js';

// Error codes, with what they mean and where they are documented.
export { HALYARD_ERRORS } from '../base/halyard-errors.js';
export { errorDocs } from '../base/error-docs.js';
export { EVALUATION_ERRORS } from '../evaluation/evaluation-errors.js';
