import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { authorship } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import { helperKey } from './helper-keys.js';

/** How many entries to read at once: the server ends a subscriber's connection at 32 MB of replies. */
const PAGE = 100;
const ENTRY_ID = /^(\d{1,16})-(\d{1,9})$/;

type StreamEntry = readonly [id: string, fields: readonly string[]];

/** One change of a logged message, and the number of the message with the flag's change before. */
interface LoggedChange {
  readonly number: number;
  readonly index: number;
  readonly at: number;
  readonly name: string;
  readonly after: string | null;
  readonly earlier: number;
  readonly actor?: string;
  readonly comment?: string;
}

/** Reads the change log, newest first. A raw change has no actor, and the time at which it was announced. */
export async function readHistory(
  connection: Connection,
  key: string,
  { name, limit = 100, before }: HistoryQuery,
): Promise<HistoryEntry[]> {
  const log = helperKey(key, 'changes');
  const [, number, index] = ENTRY_ID.exec(before ?? '') ?? [];
  if (before !== undefined && number === undefined) return [];
  const isAsked = (change: LoggedChange): boolean =>
    (name === undefined || change.name === name) &&
    (number === undefined || change.number < Number(number) || change.index < Number(index));
  const found: LoggedChange[] = [];
  const read = new Map<number, readonly LoggedChange[]>();
  let end = number === undefined ? '+' : `${number}-0`;
  while (found.length < limit) {
    const count = name === undefined ? Math.min(PAGE, limit - found.length + 1) : PAGE;
    const page = await connection.send('XREVRANGE', log, end, '-', 'COUNT', String(count));
    const entries = page as readonly StreamEntry[];
    for (const entry of entries) {
      const changes = changesOf(entry);
      if (changes.length > 0) read.set(changes[0]!.number, changes);
      found.push(...changes.filter(isAsked).toReversed());
    }
    if (entries.length < count) break;
    end = `(${entries.at(-1)![0]}`;
  }
  return withTextsBefore(connection, key, found.slice(0, limit), read);
}

/** The log has each text once: what a change replaced is in the entry of the change before, or in the key `before`. */
async function withTextsBefore(
  connection: Connection,
  key: string,
  changes: readonly LoggedChange[],
  read: Map<number, readonly LoggedChange[]>,
): Promise<HistoryEntry[]> {
  const log = helperKey(key, 'changes');
  const missing = new Set(
    changes.map(({ earlier }) => earlier).filter((number) => number > 0 && !read.has(number)),
  );
  for (const number of missing) {
    const range = await connection.send('XRANGE', log, `${number}-0`, `${number}-0`);
    read.set(number, (range as readonly StreamEntry[]).flatMap(changesOf));
  }
  const names = [...new Set(changes.map(({ name }) => name))];
  const kept = names.length === 0 ? [] : await connection.send('HMGET', helperKey(key, 'before'), ...names);
  const texts = new Map(names.map((name, i) => [name, (kept as readonly (string | null)[])[i] ?? null]));
  return changes.map(({ number, index, at, name, after, earlier, ...author }) => {
    const replaced = read.get(earlier)?.find((change) => change.name === name);
    const before = replaced === undefined ? (texts.get(name) ?? null) : replaced.after;
    return { id: `${number}-${index}`, at, name, before, after, ...authorship(author) };
  });
}

/** The changes of an entry; none for one that Halyard did not write. */
function changesOf([id, fields]: StreamEntry): LoggedChange[] {
  try {
    const [field, payload, , , , numbers] = fields;
    if (field !== 'message') return [];
    const { at, changes, actor, comment } = JSON.parse(payload!) as {
      at: number;
      changes?: readonly (readonly [string, string | false])[];
      actor?: string;
      comment?: string;
    };
    const earlier = JSON.parse(numbers!) as readonly number[];
    return (changes ?? []).map(([name, text], index) => ({
      number: Number.parseInt(id, 10),
      index,
      at,
      name,
      after: text === false ? null : text,
      earlier: earlier[index] ?? 0,
      ...authorship({
        ...(actor === undefined ? {} : { actor }),
        ...(comment === undefined ? {} : { comment }),
      }),
    }));
  } catch {
    return [];
  }
}
