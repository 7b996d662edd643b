import { serverErrorCode } from '../connections/server-error.js';
import { textsOf } from '../plain/read-hash.js';
import type { Place } from './begin-epoch.js';
import { helperKey } from './helper-keys.js';
import { Memory } from './memory.js';
import { SYNC_FIELDS, syncState, type SyncState } from './sync-state.js';

/** What a start reads. */
export interface ShadowRead {
  /** The flags of the shadow. They are true once the messages up to where the shadow is now are applied. */
  readonly memory: Memory;
  /** Where the shadow was before it was read. */
  readonly sync: SyncState;
  /** How many fields the hash has. */
  readonly hashLength: number;
}

/**
 * Reads the position and then the shadow. A message that comes between is applied again afterwards, which changes nothing.
 * A transaction would not be better, and a server that is out of memory refuses it.
 */
export async function readShadow({ connection, key }: Place): Promise<ShadowRead> {
  const [hashLength, sync, shadow, times] = await Promise.all([
    connection.send('HLEN', key),
    orWrongType(connection.send('HMGET', helperKey(key, 'sync'), ...SYNC_FIELDS)),
    orWrongType(connection.send('HGETALL', helperKey(key, 'shadow'))),
    orWrongType(connection.send('HGETALL', helperKey(key, 'times'))),
  ]);
  const state = syncState(sync);
  return {
    memory: new Memory(
      textsOf((shadow ?? []) as readonly string[]),
      textsOf((times ?? []) as readonly string[]),
    ),
    // A shadow of another type is made anew, unless another version keeps it.
    sync: shadow === undefined && state !== 'version' ? 'broken' : state,
    hashLength: Number(hashLength),
  };
}

/** The reply, or `undefined` when the key has another type. */
export async function orWrongType(reply: Promise<unknown>): Promise<unknown> {
  try {
    return await reply;
  } catch (error) {
    if (serverErrorCode(error) !== 'WRONGTYPE') throw error;
    return undefined;
  }
}
