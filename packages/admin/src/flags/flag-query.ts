import type { FlagRecord } from './flag-record.js';
import type { FlagState } from './flag-state.js';

/** The filters of a list of flags. An absent filter matches every flag. */
export interface FlagQuery {
  /** Words that must all be in the name, the description, the owner or the tags. Case does not matter. */
  readonly search?: string;
  /** A tag that it must have. */
  readonly tag?: string;
  /** The owner that it must have. */
  readonly owner?: string;
  /** The state that it must have. */
  readonly state?: FlagState;
  /** `true`: only stale flags. `false`: only others. */
  readonly stale?: boolean;
  /** `true`: only flags whose stored text has a problem. `false`: only others. */
  readonly invalid?: boolean;
}

/** The records that match. */
export function selectFlags(records: readonly FlagRecord[], query: FlagQuery): FlagRecord[] {
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return records.filter(
    (record) =>
      (query.state === undefined || record.state === query.state) &&
      (query.owner === undefined || record.definition?.owner === query.owner) &&
      (query.stale === undefined || (record.stale !== undefined) === query.stale) &&
      (query.invalid === undefined || (record.problem !== undefined) === query.invalid) &&
      (query.tag === undefined || (record.definition?.tags ?? []).includes(query.tag)) &&
      mentions(record, words),
  );
}

function mentions({ name, definition }: FlagRecord, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { description = '', owner = '', tags = [] } = definition ?? {};
  const text = [name, description, owner, ...tags].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
