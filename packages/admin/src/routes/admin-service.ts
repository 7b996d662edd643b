import type { AnyFlags } from '../any-flags.js';
import type { EventsByLimit } from '../events/events-by-limit.js';
import type { FlagRecords } from '../flags/flag-record.js';
import type { OfrepService } from '../ofrep/ofrep-service.js';
import type { Environment } from '../options.js';
import type { KnownUsage } from '../usage/known-usage.js';
import type { PreviewOptions } from '../options.js';

/** The objects that the routes work on. */
export interface AdminService {
  readonly flags: AnyFlags;
  readonly records: FlagRecords;
  readonly events: EventsByLimit;
  readonly ofrep: OfrepService;
  readonly usage: KnownUsage;
  /** What signs overrides for testers, if anything does. */
  readonly previews: PreviewOptions | undefined;
  readonly environment: Environment | undefined;
}
