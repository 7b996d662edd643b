import { siblingKey } from '../connections/key-slot.js';

/** The version of the protocol, in the helper key `sync`. A replica of another version touches no helper key. */
export const PROTOCOL_VERSION = '1';

/** The keys beside the hash, all in its slot: `{feature_flags}:shadow` and so on. docs/redis-protocol.md describes them. */
const SUFFIXES = ['shadow', 'sync', 'changes', 'times', 'before'] as const;

export function helperKey(key: string, suffix: (typeof SUFFIXES)[number]): string {
  return siblingKey(key, suffix);
}

/** The hash and its helper keys, in the order in which the scripts take them. */
export function scriptKeys(key: string): readonly string[] {
  return [key, ...SUFFIXES.map((suffix) => siblingKey(key, suffix))];
}

/** The channel of the announcements. The server does not separate channels by database. */
export function channelOf(key: string, database: number): string {
  return siblingKey(key, `changes:${database}`);
}
