import type { HistoryEntry, WriteOptions } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';
import { storedFlag } from './stored.js';

const PAGE = 1000;

/**
 * Finds a change in the history: the one with this id, or the newest one of the flag. `undefined` if it does not exist;
 * `"no history"` if the backend keeps no history.
 */
export async function findChange(
  flags: AnyFlags,
  name: string,
  id?: string,
): Promise<HistoryEntry | undefined | 'no history'> {
  for (let before: string | undefined; ;) {
    const limit = id === undefined ? 1 : PAGE;
    const entries = await flags.history({ name, limit, ...(before === undefined ? {} : { before }) });
    if (entries === undefined) return 'no history';
    const found = id === undefined ? entries[0] : entries.find((entry) => entry.id === id);
    if (found !== undefined || entries.length < limit) return found;
    before = entries.at(-1)!.id;
  }
}

/**
 * Restores the text that a flag had before a change, or after it. This is a new change with its own comment. Fails with
 * `CONFLICT` if the flag has changed since it was read, or since the version in `ifVersion`.
 */
export async function restore(
  flags: AnyFlags,
  { id, name, before, after }: HistoryEntry,
  side: 'before' | 'after',
  options: WriteOptions,
): Promise<void> {
  const text = side === 'before' ? before : after;
  const comment = side === 'before' ? `undo of change ${id}` : `back to change ${id}`;
  const write = { comment, ifVersion: storedFlag(flags, name)?.version ?? null, ...options };
  if (text === null) await flags.delete(name, write);
  else await flags.set(name, text, write);
}
