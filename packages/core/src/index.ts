// For authors of apps. Authors of stores and tools find more in `@halyard/core/store`, those of framework adapters in
// `@halyard/core/adapter`.

// The flags of a process.
export { FeatureFlags, type FlagChange, type FlagsStatus, isFeatureFlags } from './service/feature-flags.js';
export type { FeatureFlagsOptions, FlagListOptions } from './service/feature-flags-options.js';
export type { Logger } from './base/logger.js';
export type { Override, OverrideOptions, OverrideStatus } from './service/override.js';
export type { PlannedChange, PlannedUpdate } from './flag/planned-change.js';
export type { PlanOptions } from './service/planned/planned-changes.js';

// What the process counted.
export type {
  Counts,
  EvaluationCount,
  GateCount,
  RequestOverrideCount,
  RequestOverrideResult,
} from './service/counts/counts.js';

// The flags of a request.
export type { ContextSource, RequestFlags } from './service/request-flags.js';
export { requestFlags } from './service/request-storage.js';

// Overrides for single requests.
export {
  type ReadOverrides,
  type SignedOverrides,
  signedOverrides,
  type SignedOverridesOptions,
  type SigningOptions,
} from './gate/signed-overrides.js';
export type { SameSite } from './gate/cookies.js';

// Typed flags.
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
  type Widen,
} from './service/define-flags.js';

// Where flags are.
export { CompositeBackend } from './backends/composite.js';
export { EnvBackend, type EnvBackendOptions } from './backends/env.js';
export { MemoryBackend } from './backends/memory.js';
export { mirrored, type MirroredOptions } from './backends/mirrored.js';
export { persistent } from './backends/persistent.js';
export { readOnly } from './backends/read-only.js';
export type {
  Authorship,
  Backend,
  BackendState,
  BackendStatus,
  BulkUpdate,
  CopyLag,
  FlagUpdate,
  ForcedFlag,
  WriteOptions,
} from './store/backend.js';
export type { FlagOrigin } from './store/flag-origin.js';
export type { HistoryEntry, HistoryQuery } from './store/history.js';
export type { FlagUsage, FlagUse, FleetUsage, UsageLog } from './store/usage.js';
export type { UsageStatus } from './service/usage/usage-reporter.js';

// What a flag says.
export type {
  BucketingKeys,
  Condition,
  FlagDefinition,
  FlagKind,
  FlagSource,
  JsonValue,
  Requirement,
  Rollout,
  RolloutRange,
  Rule,
  Schedule,
} from './flag/definition.js';
export type { HashName } from './flag/hash-name.js';
export type { ConditionKeyword, OperatorName } from './flag/operator-names.js';
export type { KeyNeed } from './evaluation/bucketing/key-need.js';
export type { Flag, FlagScope, ParsedFlag, Reach, StoredText } from './evaluation/flag.js';
export type { InvalidFlag } from './evaluation/invalid-flag.js';

// What it answers, and why.
export type { ErrorCode } from './evaluation/evaluation-errors.js';
export type { Evaluation, EvaluationContext, Outcome, Reason } from './evaluation/evaluation.js';
export type {
  Bucket,
  ExplainedPart,
  ExplainedRequirement,
  ExplainedRule,
  Explanation,
} from './evaluation/explanation.js';

// Errors.
export type { HalyardErrorCode } from './base/halyard-errors.js';
export { HalyardError, InvalidContextError, isHalyardError } from './base/errors.js';
export { FlagConflictError } from './store/conflict-error.js';
export { isPartialWriteError, PartialWriteError } from './store/partial-write-error.js';
export { GateClosedError, isGateClosedError } from './gate/gate-closed-error.js';
