import { Script } from '../../connections/script.js';
import { ANNOUNCE } from './announce-lua.js';
import { PUBLISH } from './publish-lua.js';
import { SYNC } from './sync-lua.js';

/**
 * Brings names that a watcher found to differ into the shadow. ARGV: the channel; '1' to announce what the hash holds now
 * even if it is not what was read; then name and text ('+' before it; '' for none) as read. Returns {'ok', epoch, number,
 * 1 if a text was not the one that was read}, {'refused', epoch, number} if one was not, {'broken'} or {'version'}.
 */
export const ANNOUNCE_SCRIPT = new Script(`${SYNC}${PUBLISH}${ANNOUNCE}
local state, problem = read_sync()
if not state then return {problem} end
local names = {}
for i = 3, #ARGV, 2 do names[#names + 1] = ARGV[i] end
local texts = redis.call('HMGET', hash, unpack(names))
local shown = redis.pcall('HMGET', shadow, unpack(names))
if shown.err then return {'broken'} end
local list, replaced, outdated = {}, {}, 0
for i, name in ipairs(names) do
  local as_read = ARGV[2 * i + 2]
  if (texts[i] and '+' .. texts[i] or '') ~= as_read then
    if ARGV[2] ~= '1' then return {'refused', digits(state.epoch), state.number} end
    outdated = 1
  end
  if texts[i] ~= shown[i] then list[#list + 1], replaced[#replaced + 1] = {name, texts[i]}, shown[i] end
end
if #list > 0 then announce(state, list, replaced, {}) end
return {'ok', digits(state.epoch), state.number, outdated}
`);
