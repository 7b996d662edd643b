import { helperKeyList } from './helper-keys.js';
import type { Link } from './link.js';
import type { Script } from './script.js';
import { serverErrorCode } from './server-error.js';

/** Reads the hash whole, and what `script` says at the same moment. Rejects with the first error of either. */
export async function readAllWith(
  script: Script,
  args: readonly string[],
  link: Link,
  key: string,
): Promise<readonly [scriptReply: unknown, flat: readonly string[]]> {
  const keys = [...helperKeyList(key), key];
  try {
    return await transaction(link, script.byDigest(keys, args), ['HGETALL', key]);
  } catch (error) {
    if (serverErrorCode(error) !== 'NOSCRIPT') throw error;
    return transaction(link, script.inFull(keys, args), ['HGETALL', key]);
  }
}

type Command = readonly [command: string, ...args: string[]];

/** HGETALL is not the script's own business because Lua takes several times as long for it. */
async function transaction(
  link: Link,
  script: Command,
  read: Command,
): Promise<readonly [scriptReply: unknown, flat: readonly string[]]> {
  const outcomes = await Promise.allSettled([
    link.send('MULTI'),
    link.send(...script),
    link.send(...read),
    link.send('EXEC'),
  ]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  const [scriptReply, flat] = (outcomes[3] as PromiseFulfilledResult<unknown>).value as readonly unknown[];
  for (const reply of [scriptReply, flat]) if (reply instanceof Error) throw reply;
  return [scriptReply, flat as readonly string[]];
}
