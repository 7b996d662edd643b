// The handler.
export { type Admin, makeAdmin } from './admin.js';
export type { AdminOptions, Environment, PreviewOptions } from './options.js';
export type { MetricsSource } from './routes/metrics.js';
export type { OfrepOptions } from './ofrep/ofrep-options.js';
export type {
  FastifyPlugin,
  FastifyReplyPart,
  FastifyRequestPart,
  FastifyScope,
} from './adapters/fastify.js';
export type { KoaContext, KoaMiddleware } from './adapters/koa.js';
export type { NodeHandler } from './adapters/node.js';

// Authorization.
export type { Access, Authorize } from './access/access.js';
export type { FlagLimit } from './access/flag-limit.js';
export { bearerTokens, type BearerTokensOptions } from './access/bearer-tokens.js';

// Flags as the API shows them.
export type { AnyFlags } from './any-flags.js';
export { type FlagRecord, FlagRecords } from './flags/flag-record.js';
export { FLAG_STATES, type FlagState, flagState, isOutage } from './flags/flag-state.js';
export { type FlagQuery, selectFlags } from './flags/flag-query.js';
export { namesIn, storedNamesIn } from './flags/names-in.js';
export {
  SETTLED_DAYS,
  Staleness,
  type StalenessOptions,
  type StaleReason,
  UNUSED_DAYS,
} from './flags/staleness.js';

// Their use.
export { KnownUsage } from './usage/known-usage.js';
export type { RecordUsage } from './usage/record-usage.js';
export { usageWords } from './usage/usage-words.js';

// Changes.
export { enabledNotice } from './flags/enabled-notice.js';
export { refuseUnknown } from './flags/refuse-unknown.js';
export { changeSummary } from './history/change-summary.js';
export { findChange, restore } from './flags/undo.js';

// Import and export.
export { exportTexts } from './transfer/export-texts.js';
export { unreadLayer } from './transfer/unread-layer.js';
export {
  type ImportPlan,
  type PlannedChange,
  planImport,
  type PlanOptions,
  type SkippedEntry,
} from './transfer/import-plan.js';
export { applyPlan, type ImportResult } from './transfer/apply-plan.js';

// The manifest of the OpenFeature CLI.
export { manifestDocument, type ManifestDocument } from './manifest/manifest-document.js';
export { manifestFlag, type ManifestFlag, type ManifestType } from './manifest/manifest-flag.js';
export { manifestFlags } from './manifest/manifest-flags.js';
