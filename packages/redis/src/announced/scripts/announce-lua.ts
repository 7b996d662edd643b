/**
 * Lua that announces a list of changes, each a name and a text or false. Needs `SYNC` and `PUBLISH`.
 *
 * `times` keeps for each flag when it was created and updated, and the number of its last change. The log has each text
 * once: what a change replaced is the text of the change before, or in the hash `before` if the log has that no longer.
 */
export const ANNOUNCE = `
local MAX_LOG_BYTES = 32 * 1024 * 1024
local MAX_LOG_ENTRIES = 10000
local MAX_TRIMMED_BYTES = 320 * 1024

local function read(key, names)
  local values = redis.pcall('HMGET', key, unpack(names))
  if not values.err then return values end
  redis.call('DEL', key)
  return {}
end

local function store(key, values, removed)
  if #values > 0 then redis.call('HSET', key, unpack(values)) end
  if #removed > 0 then redis.call('HDEL', key, unpack(removed)) end
end

-- Keeps texts that the log does not have, false for a flag that there was not.
local function keep_before(state, names, texts)
  if #names == 0 then return end
  local set, removed = {}, {}
  for i, known in ipairs(redis.pcall('HLEN', before) == 0 and {} or read(before, names)) do
    if known then state.bytes = state.bytes - #known end
  end
  for i, name in ipairs(names) do
    if texts[i] then
      set[#set + 1], set[#set + 2] = name, texts[i]
      state.bytes = state.bytes + #texts[i]
    else
      removed[#removed + 1] = name
    end
  end
  store(before, set, removed)
end

local function record(text)
  local created, updated, number = (text or ''):match('^(%d+) (%d+) (%d+)$')
  return created or '0', tonumber(number or 0)
end

local function remember(state, list, replaced, now)
  local names, records, earlier, unlogged, texts = {}, {}, {}, {}, {}
  local at = digits(now)
  local suffix = ' ' .. at .. ' ' .. digits(state.number + 1)
  for i, change in ipairs(list) do names[i] = change[1] end
  local known = read(times, names)
  for i, name in ipairs(names) do
    local created, number = record(known[i])
    if not replaced[i] then created = at end
    if number < state.first then
      number = 0
      unlogged[#unlogged + 1], texts[#texts + 1] = name, replaced[i]
    end
    earlier[i] = number
    records[#records + 1], records[#records + 2] = name, created .. suffix
  end
  keep_before(state, unlogged, texts)
  store(times, records, {})
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
  store(times, {}, forgotten)
  return bytes
end

local function trim(state)
  local trimmed = 0
  while trimmed < MAX_TRIMMED_BYTES do
    local entries = redis.call('XLEN', changes)
    if entries <= 1 or state.bytes <= MAX_LOG_BYTES and entries <= MAX_LOG_ENTRIES then break end
    trimmed = trimmed + trim_entry(state, redis.call('XRANGE', changes, '-', '+', 'COUNT', 1)[1])
  end
  if trimmed > 0 then save(state) end
end

-- replaced: the texts that the shadow has, or false.
local function announce(state, list, replaced, author)
  -- A server that is out of memory lets a script write that has removed something first.
  redis.call('HDEL', sync, 'none')
  local now = math.floor(microseconds() / 1000)
  local earlier = remember(state, list, replaced, now)
  publish(state, {at = now, changes = list, actor = author.actor, comment = author.comment}, earlier)
  local set, removed = {}, {}
  for _, change in ipairs(list) do
    if change[2] then set[#set + 1], set[#set + 2] = change[1], change[2] else removed[#removed + 1] = change[1] end
  end
  store(shadow, set, removed)
  trim(state)
end
`;
