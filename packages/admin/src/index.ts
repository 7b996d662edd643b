export type { Access, Authorize } from './access/access.js';
export { bearerTokens } from './access/bearer-tokens.js';
export type { KoaContext, KoaMiddleware } from './adapters/koa.js';
export type { NodeHandler } from './adapters/node.js';
export { type Admin, makeAdmin } from './admin.js';
export { type FlagQuery, selectFlags } from './flags/flag-query.js';
export { type FlagRecord, FlagRecords, type FlagState } from './flags/flag-record.js';
export { enabledNotice } from './flags/enabled-notice.js';
export { namesIn, storedNamesIn } from './flags/names-in.js';
export { refuseUnknown } from './flags/refuse-unknown.js';
export { withRollout } from './flags/rollout.js';
export { SETTLED_DAYS, Staleness, type StaleReason } from './flags/staleness.js';
export { findChange, restore } from './flags/undo.js';
export { type FlagdImport, fromFlagd } from './flagd/from-flagd.js';
export { type FlagdExport, toFlagd } from './flagd/to-flagd.js';
export type { AdminOptions } from './options.js';
export { applyPlan, type ImportOptions, type ImportResult } from './transfer/apply-plan.js';
export { exportFlags, exportTexts, importEntries } from './transfer/flag-map.js';
export {
  type ImportPlan,
  type ImportProblem,
  type PlannedChange,
  planImport,
  type SkippedEntry,
} from './transfer/import-plan.js';
