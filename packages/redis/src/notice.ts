/**
 * What is published, on a channel with the log's name, to those who listen: that the log has come from one sequence number
 * to another, and by which changes.
 */
export interface Notice {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
  /** The id of the last entry. */
  readonly id: string;
  /** How often hash and shadow had been compared by then. */
  readonly compared: number;
  /** How many flags there are. */
  readonly size: number;
  /** How many listen, and how many of them look after the hash. */
  readonly listeners: number;
  readonly watchers: number;
  /** It is a write that was logged, by somebody who hears of the next change of the hash. */
  readonly guarded: boolean;
  /** Names and texts in turn, `null` for a flag that is gone; none if they are too much to publish. */
  readonly flat: readonly (string | null)[] | undefined;
}

/** Whoever looks after the hash subscribes to the channel with this after the log's name, so that they can be counted. */
export const WATCHERS_SUFFIX = ':watchers';

/**
 * The part that the scripts share: `audience(log)`, which returns how many listen and how many watch, and
 * `publish(log, notice, flat)`, which adds that to the notice and returns whether it is published or there is nobody to hear
 * it. `flat` holds names and texts in turn, false for a flag that is gone, and is nil when what the changes were is not
 * known.
 */
export const PUBLISH_NOTICE = `
local MAX_PUBLISHED_BYTES = 256 * 1024

local function audience(log)
  local reply = redis.pcall('PUBSUB', 'NUMSUB', log, log .. '${WATCHERS_SUFFIX}')
  if reply.err then return 0, 0 end
  return tonumber(reply[2]), tonumber(reply[4])
end

local function publish(log, notice, flat)
  notice.listeners, notice.watchers = audience(log)
  if notice.listeners == 0 then return true end
  local bytes = 0
  for i = 1, flat and #flat or 0 do bytes = bytes + #(flat[i] or '') end
  if bytes <= MAX_PUBLISHED_BYTES then notice.flat = flat end
  return type(redis.pcall('PUBLISH', log, cjson.encode(notice))) == 'number'
end
`;

/** The notice that a message holds. Anybody may publish anything, so what is none is `undefined`. */
export function parseNotice(message: string): Notice | undefined {
  let notice: Partial<Notice> | null;
  try {
    notice = JSON.parse(message) as Partial<Notice> | null;
  } catch {
    return undefined;
  }
  if (typeof notice !== 'object' || notice === null) return undefined;
  const { epoch, from, to, id, compared, size, listeners, watchers, guarded, flat } = notice;
  if (typeof epoch !== 'string' || typeof id !== 'string' || typeof guarded !== 'boolean') return undefined;
  if (![from, to, compared, size, listeners, watchers].every(Number.isSafeInteger)) return undefined;
  // A flag that is gone is false there, since a list of Lua's ends at the first nil; an empty list becomes an object.
  const texts = Array.isArray(flat) ? flat.map((text: unknown) => (text === false ? null : text)) : undefined;
  if (texts?.some((text) => text !== null && typeof text !== 'string')) return undefined;
  return { ...(notice as Notice), flat: texts as Notice['flat'] };
}
