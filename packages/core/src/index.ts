export type { Backend, BackendState, BackendStatus, FlagUpdate, WriteOptions } from './store/backend.js';
export { CompositeBackend } from './backends/composite.js';
export { EnvBackend, type EnvBackendOptions } from './backends/env.js';
export { MemoryBackend } from './backends/memory.js';
export { persistent } from './backends/persistent.js';
export { mirrored } from './backends/mirrored.js';
export {
  type AnyName,
  type DeclaredName,
  defineFlags,
  type DefinedFlags,
  type FlagDeclaration,
  type FlagName,
  type FlagTypes,
  type FlagValue,
  type KnownName,
  type Register,
  type RegisteredContext,
  type RegisteredFlags,
} from './service/define-flags.js';
export {
  HalyardError,
  type HalyardErrorCode,
  InvalidContextError,
  isHalyardError,
  messageOf,
} from './base/errors.js';
export type {
  Bucket,
  ExplainedPart,
  ExplainedRequirement,
  ExplainedRule,
  Explanation,
} from './evaluation/explanation.js';
export type { ErrorCode, Evaluation, EvaluationContext, Outcome, Reason } from './evaluation/evaluation.js';
export {
  FeatureFlags,
  type FeatureFlagsOptions,
  type FlagChange,
  type FlagListOptions,
  type FlagsStatus,
  isFeatureFlags,
} from './service/feature-flags.js';
export {
  type BucketingKeys,
  type Condition,
  FLAG_KINDS,
  type FlagDefinition,
  type FlagKind,
  type FlagSource,
  isPermanent,
  type JsonValue,
  type Requirement,
  type Rollout,
  type RolloutRange,
  type Rule,
  type Schedule,
} from './flag/definition.js';
export type { Flag, FlagScope, ParsedFlag, Reach, StoredText } from './evaluation/flag.js';
export { HASH_NAMES, type HashName } from './flag/hash-name.js';
export {
  CONDITION_KEYWORDS,
  type ConditionKeyword,
  OPERATOR_NAMES,
  type OperatorName,
} from './flag/operator-names.js';
export { authorship, type HistoryEntry, HistoryLog, type HistoryQuery } from './store/history.js';
export { flagFileJsonSchema, flagJsonSchema } from './flag/definition-schema.js';
export { type JsonReading, readJson } from './flag/json-text.js';
export { escapeInvisible } from './base/invisible.js';
export { isReserved, nameProblem, SEGMENT_PREFIX } from './flag/name.js';
export { parseFlag } from './evaluation/parse-flag.js';
export { flagText } from './flag/source.js';
export { type ClosedAnswer, OFFERED_MEDIA_TYPES, type ProblemDetails } from './gate/closed-answer.js';
export { Gate } from './gate/gate.js';
export { GateClosedError, isGateClosedError } from './gate/gate-closed-error.js';
export type { GateKind } from './gate/gate-kind.js';
export type { AnswerOptions, ContextFunction, DecisionOptions, GateOptions } from './gate/gate-options.js';
export type { GateService, GateView } from './service/gate-view.js';
export { checkMount, type MountOptions } from './gate/mount-options.js';
export { mountView } from './gate/request-views.js';
export { statusTitle } from './gate/status-title.js';
export { thrownError } from './gate/thrown-error.js';
export { type WhenEnabledArguments, whenEnabledArguments } from './gate/when-enabled.js';
export { check, checkOptions, type OptionCheck, show } from './base/options.js';
export { withDeadline } from './store/deadline.js';
export { FlagChanges } from './store/flag-changes.js';
export { StoreBackend, type StoreBackendOptions, storeBackendOptionChecks } from './store/store-backend.js';
export type { FlagEntries, FlagStore, StoreChange, StoreEntry, StoreWatcher } from './store/store.js';
export { type ContextSource, RequestFlags } from './service/request-flags.js';
export { requestFlags, runWithView } from './service/request-storage.js';
export type { InvalidFlag } from './evaluation/invalid-flag.js';
export { conflictError, FlagConflictError } from './store/conflict-error.js';
export { Snapshot } from './store/snapshot.js';
export { didYouMean } from './base/suggest.js';
export type { Override, OverrideOptions, OverrideStatus } from './service/override.js';
export { canonicalName } from './flag/spelling.js';
export type { InvalidText } from './store/write.js';
