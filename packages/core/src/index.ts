export type {
  Backend,
  BackendState,
  BackendStatus,
  FlagUpdate,
  OverrideStatus,
  WriteOptions,
} from './backend.js';
export { CompositeBackend } from './backends/composite.js';
export { EnvBackend, type EnvBackendOptions } from './backends/env.js';
export { MemoryBackend } from './backends/memory.js';
export { persistent } from './backends/persistent.js';
export { replicated } from './backends/replicated.js';
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
} from './define-flags.js';
export {
  FlagConflict,
  HalyardError,
  type HalyardErrorCode,
  InvalidContextError,
  isHalyardError,
  messageOf,
} from './errors.js';
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
  isFeatureFlags,
} from './feature-flags.js';
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
export type { Flag, FlagScope, ParsedFlag, Reach, StoredText } from './flag/flag.js';
export { HASH_NAMES, type HashName } from './flag/hash-name.js';
export {
  CONDITION_KEYWORDS,
  type ConditionKeyword,
  OPERATOR_NAMES,
  type OperatorName,
} from './flag/operator-names.js';
export { authorship, type HistoryEntry, HistoryLog, type HistoryQuery } from './history.js';
export { flagFileJsonSchema, flagJsonSchema } from './flag/definition-schema.js';
export { type JsonReading, readJson } from './flag/json-text.js';
export { escapeInvisible } from './flag/invisible.js';
export { isReserved, nameProblem, SEGMENT_PREFIX } from './flag/name.js';
export { parseFlag } from './flag/parse.js';
export { flagText } from './flag/source.js';
export { type ClosedAnswer, OFFERED_MEDIA_TYPES, type ProblemDetails } from './gate/closed-answer.js';
export { Gate } from './gate/gate.js';
export { GateClosedError, isGateClosedError } from './gate/gate-closed-error.js';
export type { GateKind } from './gate/gate-kind.js';
export type { AnswerOptions, ContextFunction, DecisionOptions, GateOptions } from './gate/gate-options.js';
export type { GateService, GateView } from './gate/gate-view.js';
export { checkMount, type MountOptions } from './gate/mount-options.js';
export { mountView } from './gate/request-views.js';
export { statusTitle } from './gate/status-title.js';
export { thrownError } from './gate/thrown-error.js';
export { type WhenEnabledArguments, whenEnabledArguments } from './gate/when-enabled.js';
export { check, checkOptions, type OptionCheck, show } from './options.js';
export { withDeadline } from './replica/deadline.js';
export { FlagChanges } from './replica/flag-changes.js';
export { Replica, type ReplicaOptions, replicaOptionChecks } from './replica/replica.js';
export type { FlagEntries, FlagStore, StoreChange, StoreEntry, StoreWatcher } from './replica/store.js';
export { type ContextSource, RequestFlags } from './request-flags.js';
export { requestFlags, runWithView } from './request-storage.js';
export { type InvalidFlag, Snapshot } from './snapshot.js';
export { didYouMean } from './suggest.js';
export type { Override, OverrideOptions } from './override.js';
export { canonicalName } from './flag/spelling.js';
export type { InvalidText } from './write.js';
