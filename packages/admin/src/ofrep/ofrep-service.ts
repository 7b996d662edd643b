import type { Access } from '../access/access.js';
import type { AnyFlags } from '../any-flags.js';
import type { StreamLimits } from '../events/stream-limits.js';
import { CatchUp } from './catch-up.js';
import { FlagSets } from './flag-sets.js';
import type { OfrepOptions } from './ofrep-options.js';
import { RefetchStreams } from './refetch-streams.js';
import { StreamTickets } from './stream-tickets.js';

/** The path of the event streams under the mount path. */
export const STREAM_PATH = '/ofrep/v1/events';

/** The time of client inactivity after which it should close its stream, in seconds: the default of the protocol. */
const INACTIVITY_SECONDS = 120;

/** What the routes of OFREP work on, besides the flags. */
export class OfrepService {
  readonly options: OfrepOptions;
  readonly sets: FlagSets;
  readonly catchUp: CatchUp;
  readonly streams: RefetchStreams;
  readonly tickets: StreamTickets;

  constructor(flags: AnyFlags, options: OfrepOptions, limits: StreamLimits) {
    this.options = options;
    this.sets = new FlagSets(flags);
    this.catchUp = new CatchUp(flags, this.sets);
    this.streams = new RefetchStreams(flags, this.sets, limits);
    this.tickets = new StreamTickets(options.streamSecret);
  }

  /**
   * The member of a bulk answer that names the event stream of this caller, for answers of this version. `base`: the mount
   * path. `undefined` if there are no streams.
   */
  eventStreams(access: Access, version: string, base: string): readonly object[] | undefined {
    const { eventStreams = true, publicUrl } = this.options;
    if (!eventStreams) return undefined;
    const query = new URLSearchParams({ ticket: this.tickets.make(access), since: version });
    const target = `${STREAM_PATH}?${String(query)}`;
    const place =
      publicUrl === undefined ? { endpoint: { requestUri: base + target } } : { url: publicUrl + target };
    return [{ type: 'sse', ...place, inactivityDelaySec: INACTIVITY_SECONDS }];
  }
}
