import { Script } from '../connections/script.js';

/**
 * Adds reported uses to the sums of each flag. KEYS: the hash of uses, the hash of flags. ARGV: name, count, and 1 or 0 for the
 * first report of the process in this hour, for each use. A field has five numbers: when it was last reported, the evaluations
 * and processes of that hour, and those of the hour before. Returns how many fields there are more than flags.
 */
export const REPORT = new Script(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function hour(at) return math.floor(at / 3600000) end
redis.call('HSETNX', KEYS[1], '', string.format('%.0f', now))
local names, fields = {}, {}
for i = 1, #ARGV, 3 do names[#names + 1] = ARGV[i] end
local kept = redis.call('HMGET', KEYS[1], unpack(names))
for i, name in ipairs(names) do
  local count, first, countBefore, firstBefore = tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3]), 0, 0
  local last, n, p, nBefore, pBefore = string.match(kept[i] or '', '^(%d+) (%d+) (%d+) (%d+) (%d+)$')
  local hours = last and hour(now) - hour(last) or 2
  if hours < 1 then
    count, first, countBefore, firstBefore = count + n, first + p, nBefore, pBefore
  elseif hours == 1 then
    countBefore, firstBefore = n, p
  end
  fields[#fields + 1] = name
  fields[#fields + 1] = string.format('%.0f %.0f %.0f %.0f %.0f', now, count, first, countBefore, firstBefore)
end
redis.call('HSET', KEYS[1], unpack(fields))
return redis.call('HLEN', KEYS[1]) - 1 - redis.call('HLEN', KEYS[2])
`);
