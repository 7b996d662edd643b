import { STORE } from '../../plain/write-lua.js';
import { PUBLISH } from './publish-lua.js';

/**
 * Lua that announces changes.
 *
 * `times` keeps for each flag when it was created and updated, and the number of its last change. The log has each text
 * once: what a change replaced is the text of the change before, or in the hash `before` if the log has that no longer.
 */
export const ANNOUNCE = `${STORE}${PUBLISH}
local MAX_LOG_BYTES = 32 * 1024 * 1024
local MAX_LOG_ENTRIES = 10000

local function read(key, names)
  local values = redis.pcall('HMGET', key, unpack(names))
  if not values.err then return values end
  redis.call('DEL', key)
  return {}
end

-- Keeps texts that the log does not have, false for a flag that there was not.
local function keep_before(state, names, texts)
  if #names == 0 then return end
  local kept = read(before, names)
  for i = 1, #names do state.bytes = state.bytes + #(texts[i] or '') - #(kept[i] or '') end
  store(before, names, texts)
end

local function record(text)
  local created, number = (text or ''):match('^(%d+) %d+ (%d+)$')
  return created or '0', tonumber(number or 0)
end

-- Keeps what "times" has of these flags. Returns for each the number of its change before, 0 if the log does not have it.
local function remember(state, names, replaced, at)
  local known, records, earlier, unlogged, texts = read(times, names), {}, {}, {}, {}
  local suffix = ' ' .. at .. ' ' .. digits(state.number + 1)
  for i, name in ipairs(names) do
    local created, number = record(known[i])
    if number < state.first then
      number = 0
      unlogged[#unlogged + 1], texts[#texts + 1] = name, replaced[i]
    end
    earlier[i], records[i] = number, (replaced[i] and created or at) .. suffix
  end
  keep_before(state, unlogged, texts)
  store(times, names, records)
  return earlier
end

-- Takes the oldest entry out of the log, and keeps those of its texts that a later entry replaced.
local function trim_entry(state, entry)
  local number = tonumber(entry[1]:match('^%d+'))
  redis.call('XDEL', changes, entry[1])
  state.first = math.max(state.first, number + 1)
  local bytes = entry_bytes(entry[2][2], entry[2][6] or '')
  state.bytes = math.max(0, state.bytes - bytes)
  if entry[2][4] ~= sign(state.secret, entry[2][2]) then return bytes end
  local message = cjson.decode(entry[2][2])
  if not message.changes then return bytes end
  local names, texts, forgotten = {}, {}, {}
  for i, change in ipairs(message.changes) do names[i] = change[1] end
  for i, known in ipairs(read(times, names)) do
    local _, last = record(known)
    texts[i] = last > number and message.changes[i][2]
    if last <= number and not message.changes[i][2] then forgotten[#forgotten + 1] = names[i] end
  end
  keep_before(state, names, texts)
  store(times, forgotten, {})
  return bytes
end

-- Removes more than the announcement added, but not much: a flip must not wait for a long trim.
local function trim(state, added)
  local trimmed = 0
  while trimmed < 4096 + 1.25 * added do
    local entries = redis.call('XLEN', changes)
    if entries <= 1 or state.bytes <= MAX_LOG_BYTES and entries <= MAX_LOG_ENTRIES then break end
    trimmed = trimmed + trim_entry(state, redis.call('XRANGE', changes, '-', '+', 'COUNT', 1)[1])
  end
  if trimmed > 0 then save(state) end
end

-- Brings texts into the shadow, false for a flag to remove. replaced: the texts that the shadow has, or false.
local function announce(state, names, texts, replaced, author)
  -- A server that is out of memory lets a script write that has removed something first.
  redis.call('HDEL', sync, 'none')
  local now = math.floor(microseconds() / 1000)
  local bytes = state.bytes
  local earlier = remember(state, names, replaced, digits(now))
  local list = {}
  for i, name in ipairs(names) do list[i] = {name, texts[i]} end
  publish(state, {at = now, changes = list, actor = author.actor, comment = author.comment}, earlier)
  store(shadow, names, texts)
  trim(state, state.bytes - bytes)
end

-- The names whose texts in two lists differ, with both. with_same: also those that have the same text, but not those without.
local function differing(names, texts, shown, with_same)
  local differ, new, old = {}, {}, {}
  for i, name in ipairs(names) do
    if texts[i] ~= shown[i] or with_same and texts[i] then
      local n = #differ + 1
      differ[n], new[n], old[n] = name, texts[i], shown[i]
    end
  end
  return differ, new, old
end
`;
