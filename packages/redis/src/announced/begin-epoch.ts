import { randomBytes } from 'node:crypto';
import type { Connection } from '../connections/connection.js';
import { serverErrorCode } from '../connections/server-error.js';
import { OtherVersionError } from './errors.js';
import { helperKey, scriptKeys } from './helper-keys.js';
import type { Position } from './position.js';
import { EPOCH_SCRIPT } from './scripts/epoch-script.js';

/** Where the helper keys are, and which channel the announcements use. */
export interface Place {
  readonly connection: Connection;
  readonly key: string;
  readonly channel: string;
}

export interface EpochOptions {
  /** Where the caller stands. A sound shadow is made anew only if it stands there too. */
  readonly position: Position | undefined;
  /** The secret that the replicas know, so that they can verify the messages that follow. */
  readonly secret: string | undefined;
  /** The hash was seen empty, so that what it holds now are changes to announce. */
  readonly wasEmpty: boolean;
}

/** Makes the shadow anew from the hash, in a new epoch, if it is gone or broken or is exactly where the caller stands. */
export async function beginEpoch(place: Place, { position, secret, wasEmpty }: EpochOptions): Promise<void> {
  const { connection, key, channel } = place;
  const at =
    position === undefined ? ['', '', ''] : [String(position.epoch), String(position.number), position.head];
  const begin = async (): Promise<string> => {
    const reply = await EPOCH_SCRIPT.run(connection, scriptKeys(key), [channel, ...at, wasEmpty ? '1' : '']);
    return (reply as readonly [string])[0];
  };
  let status = await begin();
  if (status === 'secret') {
    await storeSecret(place, secret ?? randomBytes(16).toString('hex'));
    status = await begin();
  }
  if (status === 'version') throw new OtherVersionError();
}

/** In a command of its own, since the slow log shows the arguments of a slow one. */
async function storeSecret({ connection, key }: Place, secret: string): Promise<void> {
  const sync = helperKey(key, 'sync');
  try {
    await connection.send('HSETNX', sync, 'secret', secret);
  } catch (error) {
    if (serverErrorCode(error) !== 'WRONGTYPE') throw error;
    await connection.send('DEL', sync);
    await connection.send('HSETNX', sync, 'secret', secret);
  }
}
