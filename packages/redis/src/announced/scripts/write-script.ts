import { Script } from '../../connections/script.js';
import { COMPARE, READ, WRITE } from '../../plain/write-lua.js';
import { ANNOUNCE } from './announce-lua.js';
import { PUBLISH } from './publish-lua.js';
import { SYNC } from './sync-lua.js';

/**
 * Writes flags and announces them. ARGV: the channel, actor, comment, '1' to announce raw changes of the same names first, then
 * `changeArguments`. Returns {'ok', epoch, number}, {'conflict', name, stored text or false}, {'broken'} or {'version'}; or
 * {'behind'} when there are such changes: they may be part of a transaction that should be announced whole.
 */
export const WRITE_SCRIPT = new Script(`${SYNC}${PUBLISH}${ANNOUNCE}
local state, problem = read_sync()
if not state then return {problem} end
local first = 5
${READ}
local shown = redis.pcall('HMGET', shadow, unpack(names))
if shown.err then return {'broken'} end
local raw, replaced, list, known = {}, {}, {}, {}
for i, name in ipairs(names) do
  if stored[i] ~= shown[i] then raw[#raw + 1], replaced[#replaced + 1] = {name, stored[i]}, shown[i] end
end
if #raw > 0 and ARGV[4] ~= '1' then return {'behind'} end
if #raw > 0 then announce(state, raw, replaced, {}) end
${COMPARE}
${WRITE}
for i, name in ipairs(names) do
  local text = ARGV[first + 3 * i - 2]
  if text ~= '' or stored[i] then list[#list + 1], known[#known + 1] = {name, text ~= '' and text:sub(2)}, stored[i] end
end
local function given(text) return text ~= '' and text or nil end
if #list > 0 then announce(state, list, known, {actor = given(ARGV[2]), comment = given(ARGV[3])}) end
return {'ok', digits(state.epoch), state.number}
`);
