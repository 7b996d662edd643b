import { Script } from '../connections/script.js';
import { isNotReady, isRefused, serverErrorCode } from '../connections/server-error.js';
import type { Place } from './place.js';
import { OtherVersionError, PROTOCOL_VERSION } from './protocol-version.js';

/**
 * Runs every command that the scripts use on a key that does not exist, which changes nothing. ARGV: the channel. Returns
 * {'ok'} or {'version'}, or the first error.
 */
const SCRIPT = new Script(`
local version = redis.pcall('HGET', KEYS[3], 'version')
if type(version) == 'string' and version ~= '${PROTOCOL_VERSION}' then return {'version'} end
local none = KEYS[3] .. ':none'
for _, command in ipairs({
  {'HDEL', none, 'none'}, {'HSET', none, 'none', ''}, {'DEL', none},
  {'HGET', none, 'none'}, {'HMGET', none, 'none'}, {'HLEN', none}, {'HSETNX', none, 'none', ''}, {'DEL', none},
  {'COPY', none, none .. '2'}, {'PERSIST', none}, {'XADD', none, 'NOMKSTREAM', '*', 'none', ''}, {'XDEL', none, '0-1'},
  {'XLEN', none}, {'XRANGE', none, '-', '+', 'COUNT', 1}, {'TIME'}, {'PUBSUB', 'NUMSUB', ARGV[1]},
  {'PUBLISH', ARGV[1] .. ':none', ''}
}) do
  local reply = redis.pcall(unpack(command))
  if type(reply) == 'table' and reply.err then return reply end
end
return {'ok'}
`);

/**
 * Whether this replica may announce: its user has the permissions, the server takes writes, and no other version of the
 * protocol is in use. Only then may it listen, since listeners must be able to take a watcher's place.
 */
export class Permission {
  readonly #place: Place;
  readonly #retryMs: number;
  #granted: Promise<boolean> | undefined;
  #refusedUntil = -Infinity;
  /** Why it may not. */
  refusal = '';

  constructor(place: Place, retryMs: number) {
    this.#place = place;
    this.#retryMs = retryMs;
  }

  /**
   * Asks the server once, and after a refusal again after a while. Rejects when the connection is lost, and when the server
   * is not ready, which says nothing of what it permits.
   */
  isGranted(): Promise<boolean> {
    if (performance.now() < this.#refusedUntil) return Promise.resolve(false);
    this.#granted ??= this.#ask().catch((error: unknown) => {
      this.#granted = undefined;
      throw error;
    });
    return this.#granted;
  }

  /** Whether this error shows that the replica may not announce any more. */
  endsWith(error: unknown): boolean {
    const ends = error instanceof OtherVersionError || isRefused(error);
    if (ends) this.#refuse(error);
    return ends;
  }

  async #ask(): Promise<boolean> {
    const { connection, channel } = this.#place;
    try {
      await this.#place.run(SCRIPT);
      await connection.pushes?.subscribe(`${channel}:none`, () => {});
      await connection.pushes?.unsubscribe(`${channel}:none`);
      return true;
    } catch (error) {
      const isAnswer = error instanceof OtherVersionError || serverErrorCode(error) !== undefined;
      if (!isAnswer || isNotReady(error)) throw error;
      this.#refuse(error);
      return false;
    }
  }

  #refuse(error: unknown): void {
    this.#granted = undefined;
    this.#refusedUntil = performance.now() + this.#retryMs;
    this.refusal =
      error instanceof OtherVersionError
        ? 'another version of Halyard keeps the keys beside the hash'
        : `this user may not announce changes (${(error as Error).message})`;
  }
}
