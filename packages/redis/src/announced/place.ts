import { randomUUID } from 'node:crypto';
import type { Connection } from '../connections/connection.js';
import { siblingKey } from '../connections/key-slot.js';
import type { Script } from '../connections/script.js';
import { serverErrorCode } from '../connections/server-error.js';
import { OtherVersionError } from './protocol-version.js';

/** The keys beside the hash, in the order in which the scripts take them. docs/redis-protocol.md describes them. */
const HELPERS = ['shadow', 'sync', 'changes', 'times', 'before'] as const;
type Helper = (typeof HELPERS)[number];

/** Where one replica meets the others: the hash, its helper keys and the channel, over one connection. */
export class Place {
  /** The replica's name in the watcher slots. */
  readonly id = randomUUID();
  readonly connection: Connection;
  readonly key: string;
  /** The channel of the announcements. The server does not separate channels by database. */
  readonly channel: string;
  #tracks = true;

  constructor(connection: Connection, key: string) {
    this.connection = connection;
    this.key = key;
    this.channel = siblingKey(key, `changes:${connection.database}`);
  }

  helper(helper: Helper): string {
    return siblingKey(this.key, helper);
  }

  /** Sends a command about one helper key. Resolves with `undefined` when the key has another type. */
  async ask(command: string, helper: Helper, ...args: readonly string[]): Promise<unknown> {
    try {
      return await this.connection.send(command, this.helper(helper), ...args);
    } catch (error) {
      if (serverErrorCode(error) !== 'WRONGTYPE') throw error;
      return undefined;
    }
  }

  /**
   * Runs a script on the hash and all helper keys; its first argument is the channel. The reply is a status with what
   * belongs to it. Rejects with `OtherVersionError` when the status is `version`.
   */
  async run(script: Script, ...args: readonly string[]): Promise<readonly unknown[]> {
    const keys = [this.key, ...HELPERS.map((helper) => this.helper(helper))];
    const reply = (await script.run(this.connection, keys, [this.channel, ...args])) as readonly unknown[];
    if (reply[0] === 'version') throw new OtherVersionError();
    return reply;
  }

  /** Has the server push the next change of each key that is read from now on, or not. */
  async track(isOn: boolean): Promise<void> {
    if (this.#tracks === isOn) return;
    this.#tracks = isOn;
    await this.connection.pushes?.track(isOn);
  }
}
