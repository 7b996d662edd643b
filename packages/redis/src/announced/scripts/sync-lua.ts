import { PROTOCOL_VERSION } from '../protocol-version.js';

/**
 * The Lua that all scripts share. KEYS: the hash and its helper keys (`scriptKeys`). ARGV[1]: the channel. `read_sync`
 * returns the position and the rest of the helper key `sync`; or nil, a word for the script's reply (`version`: another
 * version wrote it; `broken`: it is gone or was tampered with), and what is left of it.
 */
export const SYNC = `
local hash, shadow, sync, changes, times, before = unpack(KEYS)
local channel = ARGV[1]
local FIELDS = {'version', 'epoch', 'number', 'head', 'secret', 'bytes', 'first'}

local function whole(text)
  local number = tonumber(text or '')
  return number and number >= 0 and number < 2 ^ 53 and number % 1 == 0 and number or nil
end

local function digits(number) return ('%.0f'):format(number) end

local function microseconds()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function sign(secret, payload) return redis.sha1hex(secret .. redis.sha1hex(secret .. payload)) end

local function read_sync()
  local values = redis.pcall('HMGET', sync, unpack(FIELDS))
  if values.err then return nil, 'broken', {} end
  local state = {}
  for i, field in ipairs(FIELDS) do state[field] = values[i] or nil end
  if state.version and state.version ~= '${PROTOCOL_VERSION}' then return nil, 'version', {} end
  for _, field in ipairs({'epoch', 'number', 'bytes', 'first'}) do state[field] = whole(state[field]) end
  for _, field in ipairs(FIELDS) do
    if not state[field] then return nil, 'broken', state end
  end
  return state
end
`;
