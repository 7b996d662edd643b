import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { helperKeys } from './helper-keys.js';
import type { Link } from './link.js';

const PAGE = 200;
const ENTRY_ID = /^\d+(-\d+)?$/;

type StreamEntry = readonly [id: string, fields: readonly string[]];

/** Reads the log of a hash, newest first. A change that was not made through Halyard was found later, and has no actor. */
export async function readHistory(link: Link, key: string, query: HistoryQuery): Promise<HistoryEntry[]> {
  const { name, limit = 100, before } = query;
  if (before !== undefined && !ENTRY_ID.test(before)) return [];
  const found: HistoryEntry[] = [];
  let end = before === undefined ? '+' : `(${before}`;
  while (found.length < limit) {
    // Who asks for one flag's changes has to look through those of the others.
    const count = name === undefined ? Math.min(PAGE, limit - found.length) : PAGE;
    const reply = await link.send('XREVRANGE', helperKeys(key).log, end, '-', 'COUNT', String(count));
    const page = reply as readonly StreamEntry[];
    for (const entry of page.map(historyEntry)) {
      if (entry !== undefined && (name === undefined || entry.name === name)) found.push(entry);
    }
    if (page.length < count) break;
    end = `(${page.at(-1)![0]}`;
  }
  return found.slice(0, limit);
}

/** `undefined` for an entry that is not Halyard's. */
function historyEntry([id, flat]: StreamEntry): HistoryEntry | undefined {
  const fields = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) fields.set(flat[i]!, flat[i + 1]!);
  const name = fields.get('name');
  if (name === undefined) return undefined;
  return {
    id,
    // The server's clock, which is one for all writers.
    at: Number.parseInt(id, 10),
    name,
    before: fields.get('before') ?? null,
    after: fields.get('after') ?? null,
    ...(fields.has('actor') ? { actor: fields.get('actor')! } : {}),
    ...(fields.has('comment') ? { comment: fields.get('comment')! } : {}),
  };
}
