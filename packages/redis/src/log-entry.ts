/**
 * The part that the scripts share: `add_entry(log, entry, name, before, after)` adds an entry to the log, to which
 * `entry` may hold more fields, and returns its id or what XADD failed with; `shorten(log)` keeps the log's memory bounded.
 *
 * An entry holds up to two texts of 64 KiB, so that a bound on the number of entries alone would be no bound.
 */
export const LOG_ENTRY = `
local MAX_ENTRIES = 10000
local MAX_BYTES = 32 * 1024 * 1024

local function failed(reply)
  return type(reply) == 'table' and reply.err or false
end

local function add_entry(log, entry, name, before, after)
  local fields = {'name', name, unpack(entry)}
  local function add(field, value)
    if value then
      fields[#fields + 1] = field
      fields[#fields + 1] = value
    end
  end
  add('before', before)
  add('after', after)
  return redis.pcall('XADD', log, 'MAXLEN', '~', MAX_ENTRIES, '*', unpack(fields))
end

local function shorten(log)
  local bytes, entries = redis.pcall('MEMORY', 'USAGE', log), redis.pcall('XLEN', log)
  if type(bytes) == 'number' and type(entries) == 'number' and bytes > MAX_BYTES then
    redis.pcall('XTRIM', log, 'MAXLEN', '~', math.floor(entries * MAX_BYTES / bytes * 0.9))
  end
end
`;
