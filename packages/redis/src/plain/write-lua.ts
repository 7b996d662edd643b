import type { StoreChange } from '@halyard/core/store';

/** One change as arguments of a script: name, text ('+' before it; '' removes), expected text ('-': none; '': any). */
export function changeArguments({ name, text, ifText }: StoreChange): [string, string, string] {
  const expected = ifText === undefined ? '' : ifText === null ? '-' : `+${ifText}`;
  return [name, text === undefined ? '' : `+${text}`, expected];
}

/**
 * Lua that stores texts in a hash, and removes the names whose text is false. Storing comes first: it is what a server that
 * is out of memory refuses.
 */
export const STORE = `
local function store(key, names, texts)
  local set, removed = {}, {}
  for i, name in ipairs(names) do
    if texts[i] then set[#set + 1], set[#set + 2] = name, texts[i] else removed[#removed + 1] = name end
  end
  if #set > 0 then redis.call('HSET', key, unpack(set)) end
  if #removed > 0 then redis.call('HDEL', key, unpack(removed)) end
end
`;

/** Lua that reads the changes in `ARGV`, which begin at `first`: `names`, `texts` to store, and `stored` texts; false for none. */
export const READ = `
local names, texts = {}, {}
for i = first, #ARGV, 3 do
  names[#names + 1] = ARGV[i]
  texts[#names] = ARGV[i + 1] ~= '' and ARGV[i + 1]:sub(2)
end
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
