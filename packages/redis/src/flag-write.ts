import { HalyardError } from '@halyard/core';
import { conflictError, type StoreChange } from '@halyard/core/store';
import { helperKeyList } from './helper-keys.js';
import type { Link } from './link.js';
import { LOG_ENTRY } from './log-entry.js';
import { PUBLISH_NOTICE } from './notice.js';
import { Script } from './script.js';
import { isRefused } from './server-error.js';

/**
 * Changes one field if it holds the expected text, and logs the change, so that nobody has to look for it. KEYS: the hash
 * and its helper keys, or the hash alone where the user may not write the others. ARGV: name, text ('+' before it; ''
 * removes), expected text ('+' before it; '-': none; '': any), actor, comment, time, and '1' if the writer hears of
 * changes. Returns {1, log error or false, comparisons or false}, or {0, stored text or false} when another text is
 * stored.
 *
 * A log entry just before the change of the hash is how others know that the change is logged. A writer who does not
 * hear of the next change, made by somebody who does not log, must not lull them, and so logs afterwards.
 */
const SCRIPT = new Script(`${LOG_ENTRY}${PUBLISH_NOTICE}
local flags, log, seen, rev = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local name, expected = ARGV[1], ARGV[3]
local compared = log and tonumber(redis.pcall('HGET', rev, 'compared')) or false
local before = redis.call('HGET', flags, name)
if expected == '-' and before or expected:sub(1, 1) == '+' and before ~= expected:sub(2) then
  return {0, before}
end
local after = ARGV[2] ~= '' and ARGV[2]:sub(2)

local function change(key)
  if after then return redis.pcall('HSET', key, name, after) end
  return redis.pcall('HDEL', key, name)
end

if not log then
  local changed = change(flags)
  return failed(changed) and changed or {1, false, false}
end

local entry = {'at', ARGV[6]}
local function add(field, value)
  if value ~= '' then
    entry[#entry + 1] = field
    entry[#entry + 1] = value
  end
end
add('actor', ARGV[4])
add('comment', ARGV[5])

-- Both, so that the writer hears of its own change as everybody does.
redis.call('EXISTS', flags, log)
-- The hash does not change, and whoever is told otherwise would take the next change for this one.
if not before and not after then return {1, false, compared} end

local logged = ARGV[7] == '1' and add_entry(log, entry, name, before, after)
local logged_first = logged and not failed(logged)
local changed = change(flags)
if failed(changed) then
  if logged_first then redis.call('XDEL', log, logged) end
  return changed
end
-- A server that is out of memory lets nobody log first, but it lets remove, and after that log.
if not logged_first then logged = add_entry(log, entry, name, before, after) end
if not failed(logged) then shorten(log) end

-- From here on nothing may fail: the change is made. Without "rev" everybody reads everything anew.
local size = compared and change(seen)
local seq, flags_now
if size and not failed(size) and not failed(logged) then
  seq = redis.pcall('HINCRBY', rev, 'seq', 1)
  flags_now = redis.pcall('HINCRBY', rev, 'size', after and size or 0 - size)
end
if type(seq) ~= 'number' or type(flags_now) ~= 'number' then
  if compared then redis.pcall('DEL', rev) end
  compared = false
else
  -- Whoever heard of what was changed raw before may be gone, so that even the writer is to look once more.
  redis.pcall('HSET', rev, 'by', '', 'alone', 1)
  local epoch, told = unpack(redis.pcall('HMGET', rev, 'epoch', 'told'))
  -- If not everything was published, what is published now says no more than that there is something to ask for.
  local notice = {epoch = epoch, from = tonumber(told), to = seq, id = logged, compared = compared,
    size = flags_now, guarded = logged_first}
  local flat = tonumber(told) == seq - 1 and {name, after} or nil
  if publish(log, notice, flat) then redis.pcall('HSET', rev, 'told', seq) end
end
redis.call('EXISTS', flags, log)
return {1, failed(logged), compared}
`);

/** How a write went. */
export interface Written {
  /** Why it was not logged, if so. */
  readonly notLogged?: string;
  /** How often the hash had been compared with its shadow by then. */
  readonly compared?: number;
}

/**
 * Stores or removes one field and logs it in the stream `{key}:log`, at one stroke. A user who may not write the log
 * writes without it; one who may not run scripts can write only what depends on no condition. `hears`: changes are
 * pushed over the link. Rejects with `CONFLICT` when another text is stored than the change expects, and with the link's
 * error otherwise.
 */
export async function writeFlag(
  link: Link,
  key: string,
  change: StoreChange,
  hears: boolean,
): Promise<Written> {
  try {
    return await runScript(link, [key, ...helperKeyList(key)], change, hears);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  try {
    await runScript(link, [key], change, hears);
    return { notLogged: 'this user may not write the log' };
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
  return { notLogged: 'this user may not run scripts' };
}

async function runScript(
  link: Link,
  keys: readonly string[],
  change: StoreChange,
  hears: boolean,
): Promise<Written> {
  const { name, text, ifText, actor = '', comment = '' } = change;
  // In full: a write must not hang on two answers, of which the first may say no more than that the script is unknown.
  const command = SCRIPT.inFull(keys, [
    name,
    text === undefined ? '' : `+${text}`,
    ifText === undefined ? '' : ifText === null ? '-' : `+${ifText}`,
    actor,
    comment,
    new Date().toISOString(),
    hears ? '1' : '',
  ]);
  const reply = await link.send(...command);
  const [done, detail, compared] = reply as [number | string, string | null, (number | string | null)?];
  if (Number(done) === 1) {
    return {
      ...(detail === null ? {} : { notLogged: detail }),
      ...(compared === null || compared === undefined ? {} : { compared: Number(compared) }),
    };
  }
  throw conflictError(name, detail);
}
