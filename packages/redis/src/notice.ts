/** Names and texts in turn, `null` or `false` for a flag that is gone. */
export type FlatTexts = readonly (string | null | false)[];

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
  /** What was changed; absent if that is too much to publish. */
  readonly flat?: FlatTexts;
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
  -- cjson makes an object of an empty list.
  if flat and #flat > 0 and bytes <= MAX_PUBLISHED_BYTES then notice.flat = flat end
  return type(redis.pcall('PUBLISH', log, cjson.encode(notice))) == 'number'
end
`;

/** The notice that a message holds. Anybody may publish anything, so what is none is `undefined`. */
export function parseNotice(message: string): Notice | undefined {
  try {
    const notice: unknown = JSON.parse(message);
    return isNotice(notice) ? notice : undefined;
  } catch {
    return undefined;
  }
}

function isNotice(value: unknown): value is Notice {
  if (typeof value !== 'object' || value === null) return false;
  const notice: Partial<Notice> = value;
  return (
    typeof notice.epoch === 'string' &&
    typeof notice.id === 'string' &&
    typeof notice.guarded === 'boolean' &&
    Number.isSafeInteger(notice.from) &&
    Number.isSafeInteger(notice.to) &&
    Number.isSafeInteger(notice.compared) &&
    Number.isSafeInteger(notice.size) &&
    Number.isSafeInteger(notice.listeners) &&
    Number.isSafeInteger(notice.watchers) &&
    (notice.flat === undefined || (Array.isArray(notice.flat) && notice.flat.every(isText)))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || value === false;
}
