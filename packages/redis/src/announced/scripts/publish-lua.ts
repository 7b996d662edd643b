import { SYNC } from './sync-lua.js';

/**
 * Lua that publishes a message, and logs it with the number of the entry that changed each of its flags before. A message
 * that is too large for so many listeners is published without its texts: each listener reads it from the log.
 *
 * A log that does not take the entry holds another type, or a planted entry with a higher id. It begins anew.
 */
export const PUBLISH = `${SYNC}
local MAX_MESSAGE_BYTES = 256 * 1024
local MAX_SENT_BYTES = 4 * 1024 * 1024

local function entry_bytes(payload, earlier) return #payload + #earlier + 256 end

local function add_entry(state, payload, earlier)
  local id = digits(state.number) .. '-0'
  local function add() return redis.pcall('XADD', changes, id, 'message', payload, 'tag', state.head, 'earlier', earlier) end
  local added = add()
  if type(added) == 'table' and added.err then
    redis.call('DEL', changes, before)
    state.bytes, state.first = 0, state.number
    add()
  end
  state.bytes = state.bytes + entry_bytes(payload, earlier)
end

local function save(state)
  redis.call('HSET', sync, 'version', state.version, 'epoch', digits(state.epoch), 'number', digits(state.number),
    'head', state.head, 'bytes', digits(state.bytes), 'first', digits(state.first))
end

-- Moves the position on by one message. The order matters if a command fails: a message may be repeated, but never lost.
local function publish(state, message, earlier)
  message.epoch, message.number, message.previous = digits(state.epoch), state.number + 1, state.head
  local payload = cjson.encode(message)
  state.number, state.head = message.number, sign(state.secret, payload)
  add_entry(state, payload, cjson.encode(earlier))
  if message.next then state.epoch = tonumber(message.next) end
  save(state)
  local listeners = redis.call('PUBSUB', 'NUMSUB', channel)[2]
  if listeners == 0 then return end
  local tag = state.head
  if #payload > MAX_MESSAGE_BYTES or #payload * listeners > MAX_SENT_BYTES then
    payload = cjson.encode({epoch = message.epoch, number = message.number, previous = message.previous,
      tag = tag, listeners = listeners})
    tag = sign(state.secret, payload)
  end
  redis.call('PUBLISH', channel, tag .. payload)
end
`;
