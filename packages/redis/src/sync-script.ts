import { LOG_ENTRY } from './log-entry.js';
import { PUBLISH_NOTICE } from './notice.js';
import { Script } from './script.js';

/**
 * Brings log and shadow up to date with the hash if need be, publishes what was logged, and tells what was logged since a
 * position. KEYS: the helper keys, and the hash unless the caller leaves it to others. ARGV: the position's epoch ('':
 * none yet), sequence number and id; the number of comparisons that the caller knows of, if it suspects a change that
 * nobody logged ('': it does not; more than there are: it does not trust those that it does not know of); the age in
 * milliseconds from which on the last comparison is too old; what the caller is called; '1' if it listens to what is
 * published; names to tell of in any case.
 *
 * Returns {1, epoch, sequence number, id, comparisons, number of flags, 1 if the log was touched, 1 if the caller is the
 * leader, 1 if something is still to be published, how many listen and how many of them watch, name, text, …}, the pairs
 * only if a position was given; or {0} if nobody can tell what changed since: the caller has to read everything, which it
 * does in a transaction.
 *
 * Whoever gives the hash to this script, and does so over a tracking connection, hears of the next change of the hash and
 * of the log. So, if nothing was compared since the caller last did, what made the caller suspicious is not accounted for,
 * and it compares. If something was, then whoever compared heard of every change that came later, and will compare in its
 * turn. What is counted as a comparison therefore touches the log, so that everybody hears of it and soon knows the new
 * number: it takes no more than one of those who follow the log for the next change to be found. And the next of them to
 * come compares once more, so that it does not hang on the one who compared, or wrote, alone.
 *
 * Whoever listens is told what changed. Of those, one is the leader: whoever compared last, and will as soon as the hash
 * has changed. A few others watch too, and compare a little later if nobody told them by then; the rest leave the hash
 * alone.
 */
export const SYNC_SCRIPT = new Script(`${LOG_ENTRY}${PUBLISH_NOTICE}
local log, seen, rev, flags = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local epoch, since, id, known, max_age = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], tonumber(ARGV[5])
local caller, listens = ARGV[6], ARGV[7] == '1'
local reads_all = epoch == ''
-- Reading more differences one by one costs more than reading everything.
local MAX_DIFFERENCES = 2000

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local FIELDS = {'epoch', 'seq', 'size', 'compared', 'at', 'told', 'leader', 'by', 'alone'}
local state = {}
for i, value in ipairs(redis.call('HMGET', rev, unpack(FIELDS))) do state[FIELDS[i]] = value end
local touched = 0
local listeners, watchers = audience(log)

local function save(changes)
  local pairs_of = {}
  for field, value in pairs(changes) do
    state[field] = value
    pairs_of[#pairs_of + 1] = field
    pairs_of[#pairs_of + 1] = value
  end
  redis.call('HSET', rev, unpack(pairs_of))
end

-- Has those hear of it who do not expect a change of the hash.
local function touch_log()
  redis.call('XDEL', log, redis.call('XADD', log, '*', 'touched', now))
  touched = 1
end

-- Publishes what was logged since the last notice, if it is known, with the id of the last entry.
local function tell(last, flat)
  local notice = {epoch = state.epoch, from = tonumber(state.told), to = tonumber(state.seq), id = last,
    compared = tonumber(state.compared), size = tonumber(state.size), guarded = false}
  -- The only one who listens is told by the reply.
  local is_needless = listeners == 0 or listeners == 1 and listens
  -- Within a transaction, a message to the caller would come in the middle of the reply, where no client expects it.
  if is_needless or not reads_all and publish(log, notice, flat) then save({told = state.seq}) end
end

-- Begins anew: what the hash holds is taken as seen, and who followed the log has to read everything. What a server that
-- is out of memory refuses comes first.
local function start_over(stored)
  save({epoch = time[1] .. '.' .. time[2], seq = 0, size = #stored / 2, compared = 1, at = now, told = -1, alone = 0})
  redis.call('DEL', seen)
  for first = 1, #stored, 1000 do
    redis.call('HSET', seen, unpack(stored, first, math.min(first + 999, #stored)))
  end
  touch_log()
  tell('')
end

-- What the hash holds otherwise than its shadow, which is asked by name: to go through all of that too takes longer.
local function differences(stored)
  local changes, known = {}, 0
  for first = 1, #stored, 2000 do
    local names = {}
    for i = first, math.min(first + 1998, #stored), 2 do names[#names + 1] = stored[i] end
    for i, before in ipairs(redis.call('HMGET', seen, unpack(names))) do
      local after = stored[first + 2 * i - 1]
      if before then known = known + 1 end
      if before ~= after then changes[#changes + 1] = {name = names[i], before = before, after = after} end
    end
  end
  if known == tonumber(state.size) then return changes end
  local is_stored = {}
  for i = 1, #stored, 2 do is_stored[stored[i]] = true end
  local shadow = redis.call('HGETALL', seen)
  for i = 1, #shadow, 2 do
    if not is_stored[shadow[i]] then changes[#changes + 1] = {name = shadow[i], before = shadow[i + 1]} end
  end
  return changes
end

-- Logs what was changed in the hash by somebody who did not log it.
local function compare(is_suspicious)
  local stored = redis.call('HGETALL', flags)
  local changes = differences(stored)
  if #changes > MAX_DIFFERENCES then return start_over(stored) end
  local last, flat = '', {}
  for _, change in ipairs(changes) do
    local added = add_entry(log, {'raw', '1'}, change.name, change.before, change.after)
    if failed(added) then return start_over(stored) end
    last = added
    flat[#flat + 1] = change.name
    flat[#flat + 1] = change.after or false
    if change.after then
      redis.call('HSET', seen, change.name, change.after)
    else
      redis.call('HDEL', seen, change.name)
    end
  end
  if #changes > 0 then
    shorten(log)
    touched = 1
  elseif is_suspicious then
    touch_log()
  end
  local was_told = state.told == state.seq
  save({seq = state.seq + #changes, size = #stored / 2, compared = state.compared + touched, at = now})
  if touched == 1 then save({by = caller, alone = 1}) end
  if touched == 1 and listens then save({leader = caller}) end
  if touched == 1 then tell(last, was_told and flat or nil) end
end

-- Somebody may have deleted, renamed or changed what is no concern of theirs.
local function is_intact()
  if not (state.epoch and state.told) or redis.pcall('HLEN', seen) ~= tonumber(state.size) then return false end
  return redis.call('EXISTS', log) == 1
end

if not is_intact() then
  if not reads_all then return {0} end
  start_over(redis.call('HGETALL', flags))
elseif not flags then
  -- Others look after it.
elseif known ~= '' and tonumber(known) >= tonumber(state.compared) then
  compare(true)
else
  -- Whoever changed the log last may have been the only one to hear of a change that came right after, and be gone.
  local is_second = state.alone == '1' and state.by ~= caller
  local is_due = reads_all or now - state.at > max_age or now < tonumber(state.at)
  if is_second or is_due then compare(false) end
  if is_second and touched == 0 then save({alone = 0}) end
end

-- Somebody logged who could not publish.
local function is_told() return tonumber(state.told) == tonumber(state.seq) end
if listens and not is_told() then tell('') end
if listens and not state.leader then save({leader = caller}) end

local told = {}
if not reads_all then
  if state.epoch ~= epoch then return {0} end
  local added = state.seq - since
  if added < 0 or added > MAX_DIFFERENCES then return {0} end
  -- From the position's own entry on, if there was one; one more than there may be, to notice an entry that is not ours.
  local entries = redis.call('XRANGE', log, id == '' and '-' or id, '+', 'COUNT', added + 2)
  if id ~= '' and (not entries[1] or table.remove(entries, 1)[1] ~= id) or #entries ~= added then return {0} end
  local names, asked = {}, {}
  local function tell(name)
    if not asked[name] then names[#names + 1] = name end
    asked[name] = true
  end
  for i = 8, #ARGV do tell(ARGV[i]) end
  for _, entry in ipairs(entries) do
    if entry[2][1] ~= 'name' then return {0} end
    tell(entry[2][2])
    id = entry[1]
  end
  if #names > 0 then
    for i, text in ipairs(redis.call('HMGET', seen, unpack(names))) do
      told[#told + 1] = names[i]
      told[#told + 1] = text
    end
  end
else
  local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  id = last and last[1] or ''
end

-- Last, because what this very script changed is not to be heard of. It needs no key to exist and no type.
if flags then redis.call('EXISTS', flags, log) end
local reply = {1, state.epoch, tonumber(state.seq), id, tonumber(state.compared), tonumber(state.size), touched,
  listens and state.leader == caller and 1 or 0, is_told() and 0 or 1, listeners, watchers}
for i = 1, #told do reply[#reply + 1] = told[i] end
return reply
`);
