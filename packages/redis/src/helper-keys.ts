import { siblingKey } from './key-slot.js';

/** The keys beside the hash, all in its slot. */
export interface HelperKeys {
  /** A stream: every change that is known of, with the flag's name, its text before and after, and who made it. */
  readonly log: string;
  /** A hash: what the flags are by the log, so that what was changed past the log can be found by comparing. */
  readonly seen: string;
  /** A hash: how far log and shadow have come, and when they were compared with the flags last. */
  readonly rev: string;
}

/** The helper keys of a hash: `{feature_flags}:log` and so on. */
export function helperKeys(key: string): HelperKeys {
  return { log: siblingKey(key, 'log'), seen: siblingKey(key, 'seen'), rev: siblingKey(key, 'rev') };
}

/** The helper keys in the order in which the scripts take them. */
export function helperKeyList(key: string): readonly string[] {
  const { log, seen, rev } = helperKeys(key);
  return [log, seen, rev];
}
