import type { PollReply } from './after-poll.js';
import type { Place } from './begin-epoch.js';
import { OtherVersionError } from './errors.js';
import { scriptKeys } from './helper-keys.js';
import { POLL_SCRIPT } from './scripts/poll-script.js';

export interface Polled extends PollReply {
  readonly secret: string | undefined;
  /** The watcher slot that the caller has. */
  readonly slot: number | undefined;
}

/** Asks where the shadow is, and takes a watcher slot that is free. `compared`: the caller has just compared. */
export async function poll(
  { connection, key, channel }: Place,
  caller: string,
  compared: boolean,
): Promise<Polled> {
  const args = [channel, caller, compared ? '1' : ''];
  const reply = (await POLL_SCRIPT.run(connection, scriptKeys(key), args)) as readonly (string | number)[];
  const [status, epoch, number, head, secret, slot, hashLength, shadowLength] = reply;
  if (status === 'version') throw new OtherVersionError();
  if (status !== 'ok') {
    return { position: undefined, secret: undefined, slot: undefined, hashLength: 0, shadowLength: 0 };
  }
  return {
    position: { epoch: Number(epoch), number: Number(number), head: String(head) },
    secret: String(secret),
    slot: Number(slot) === -1 ? undefined : Number(slot),
    hashLength: Number(hashLength),
    shadowLength: Number(shadowLength) === -1 ? undefined : Number(shadowLength),
  };
}
