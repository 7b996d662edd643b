import { HalyardError, type StoreChange } from '@halyard/core';
import { siblingKey } from './key-slot.js';
import type { Link } from './link.js';
import { isRefused } from './server-error.js';

// About as many entries are kept; Redis drops them by whole blocks.
const LOG_LENGTH = '10000';

/**
 * Changes one field if it holds the expected text, and logs the change. KEYS: the hash and, where the user may write it,
 * the log. ARGV: name, text ('+' before it; '' removes), expected text ('+' before it; '-': none; '': any), actor,
 * comment, time, log length. Returns {1, log error or false}, or {0, stored text or false} when another text is stored.
 */
const SCRIPT = `
local before = redis.call('HGET', KEYS[1], ARGV[1])
local expected = ARGV[3]
if expected == '-' and before or expected:sub(1, 1) == '+' and before ~= expected:sub(2) then
  return {0, before}
end
local after
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  after = ARGV[2]:sub(2)
  redis.call('HSET', KEYS[1], ARGV[1], after)
end
if not KEYS[2] then return {1, false} end
local entry = {'name', ARGV[1], 'at', ARGV[6]}
local function add(field, value)
  if value and value ~= '' then
    entry[#entry + 1] = field
    entry[#entry + 1] = value
  end
end
add('actor', ARGV[4])
add('comment', ARGV[5])
add('before', before)
add('after', after)
local logged = redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[7], '*', unpack(entry))
return {1, type(logged) == 'table' and logged.err or false}
`;

/**
 * Stores or removes one field and logs it in the stream `{key}:log`, at one stroke; resolves with why it was not logged,
 * if so. A user who may not write the log writes without it; one who may not run scripts can write only what depends on
 * no condition. Rejects with `CONFLICT` when another text is stored than the change expects, and with the link's error
 * otherwise.
 */
export async function writeFlag(link: Link, key: string, change: StoreChange): Promise<string | undefined> {
  try {
    return await runScript(link, [key, siblingKey(key, 'log')], change);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  try {
    await runScript(link, [key], change);
    return 'this user may not write the log';
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (change.ifText !== undefined) {
      throw new HalyardError(
        'STORE_FAILED',
        `flag "${change.name}" is not changed: a write that depends on what is stored needs the permission to run EVAL ` +
          `on the key "${key}"`,
        { cause: error },
      );
    }
  }
  await (change.text === undefined
    ? link.send('HDEL', key, change.name)
    : link.send('HSET', key, change.name, change.text));
  return 'this user may not run scripts';
}

async function runScript(
  link: Link,
  keys: readonly string[],
  change: StoreChange,
): Promise<string | undefined> {
  const { name, text, ifText, actor = '', comment = '' } = change;
  const reply = await link.send(
    'EVAL',
    SCRIPT,
    String(keys.length),
    ...keys,
    name,
    text === undefined ? '' : `+${text}`,
    ifText === undefined ? '' : ifText === null ? '-' : `+${ifText}`,
    actor,
    comment,
    new Date().toISOString(),
    LOG_LENGTH,
  );
  const [done, detail] = reply as [number | string, string | null];
  if (Number(done) === 1) return detail ?? undefined;
  const now = detail === null ? 'it is not stored' : `it is ${detail.slice(0, 200)}`;
  throw new HalyardError('CONFLICT', `flag "${name}" holds another text than expected: ${now}`);
}
