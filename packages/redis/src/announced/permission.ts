import { isRefused, serverErrorCode } from '../connections/server-error.js';
import type { Place } from './begin-epoch.js';
import { OtherVersionError } from './errors.js';
import { scriptKeys } from './helper-keys.js';
import { PROBE_SCRIPT } from './scripts/probe-script.js';

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

  /** Asks the server once, and after a refusal again after a while. Rejects when the connection is lost. */
  isGranted(): Promise<boolean> {
    if (performance.now() < this.#refusedUntil) return Promise.resolve(false);
    this.#granted ??= this.#ask();
    return this.#granted;
  }

  /** Whether this error shows that the replica may not announce any more. */
  endsWith(error: unknown): boolean {
    const ends = error instanceof OtherVersionError || isRefused(error);
    if (ends) this.#refuse(error);
    return ends;
  }

  async #ask(): Promise<boolean> {
    const { connection, key, channel } = this.#place;
    try {
      const reply = await PROBE_SCRIPT.run(connection, scriptKeys(key), [channel]);
      if ((reply as readonly [string])[0] === 'version') throw new OtherVersionError();
      await connection.pushes?.subscribe(`${channel}:none`, () => {});
      await connection.pushes?.unsubscribe(`${channel}:none`);
      return true;
    } catch (error) {
      if (!(error instanceof OtherVersionError) && serverErrorCode(error) === undefined) throw error;
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
