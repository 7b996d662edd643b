import type { StoreChange } from '@halyard/core/store';

/** One change as arguments of a script: name, text ('+' before it; '' removes), expected text ('-': none; '': any). */
export function changeArguments({ name, text, ifText }: StoreChange): [string, string, string] {
  const expected = ifText === undefined ? '' : ifText === null ? '-' : `+${ifText}`;
  return [name, text === undefined ? '' : `+${text}`, expected];
}

/** Lua that reads the present texts of the changes in `ARGV`, which begin at `first`: `names`, `stored` (text or false). */
export const READ = `
local names = {}
for i = first, #ARGV, 3 do names[#names + 1] = ARGV[i] end
local stored = redis.call('HMGET', hash, unpack(names))
`;

/** Lua that ends the script at the first flag that does not have the expected text. */
export const COMPARE = `
for i = 1, #names do
  local expected = ARGV[first + 3 * i - 1]
  if expected == '-' and stored[i] or expected:sub(1, 1) == '+' and stored[i] ~= expected:sub(2) then
    return {'conflict', names[i], stored[i]}
  end
end
`;

/** Lua that stores and removes the fields. Storing comes first: it is what a server that is out of memory refuses. */
export const WRITE = `
local set, removed = {}, {}
for i = 1, #names do
  local text = ARGV[first + 3 * i - 2]
  if text ~= '' then
    set[#set + 1] = names[i]
    set[#set + 1] = text:sub(2)
  elseif stored[i] then
    removed[#removed + 1] = names[i]
  end
end
if #set > 0 then redis.call('HSET', hash, unpack(set)) end
if #removed > 0 then redis.call('HDEL', hash, unpack(removed)) end
`;
