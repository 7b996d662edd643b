import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { authorship } from '@halyard/core/store';
import type { AnnouncedChange } from './announcement.js';
import type { Place } from './place.js';

/** How many entries to read at once, and about how many bytes: the server answers no other client meanwhile. */
const MAX_PAGE = 100;
const PAGE_BYTES = 1024 * 1024;
const ENTRY_ID = /^(\d{1,16})-(\d{1,9})$/;

type StreamEntry = readonly [id: string, fields: readonly string[]];

interface LoggedMessage {
  readonly at: number;
  readonly changes?: readonly AnnouncedChange[];
  readonly actor?: string;
  readonly comment?: string;
}

/** One change of a logged message, and the number of the message with the flag's change before. */
interface LoggedChange {
  readonly earlier: number;
  /** The entry for the caller, without what the change replaced. */
  readonly entry: Omit<HistoryEntry, 'before'>;
}

/** Reads the change log, newest first. A raw change has no actor, and the time at which it was announced. */
export async function readHistory(
  place: Place,
  { name, limit = 100, before }: HistoryQuery,
): Promise<HistoryEntry[]> {
  const [, number, index] = ENTRY_ID.exec(before ?? '') ?? [];
  if (before !== undefined && number === undefined) return [];
  const found: LoggedChange[] = [];
  const read = new Map<number, readonly LoggedChange[]>();
  for await (const [logged, changes] of loggedMessages(place, number === undefined ? '+' : `${number}-0`)) {
    read.set(logged, changes);
    const older = logged === Number(number) ? changes.slice(0, Number(index)) : changes;
    found.push(...older.filter(({ entry }) => name === undefined || entry.name === name).toReversed());
    if (found.length >= limit) break;
  }
  const asked = found.slice(0, limit);
  return asked.length === 0 ? [] : withTextsBefore(place, asked, read);
}

/** The changes of each message up to the entry `end`, newest first. */
async function* loggedMessages(
  place: Place,
  end: string,
): AsyncGenerator<readonly [number: number, changes: readonly LoggedChange[]]> {
  for (let from = end, count = 1; ;) {
    const range = [place.helper('changes'), from, '-', 'COUNT', String(count)];
    const page = (await place.connection.send('XREVRANGE', ...range)) as readonly StreamEntry[];
    for (const entry of page) yield [Number.parseInt(entry[0], 10), changesOf(entry)];
    if (page.length < count) return;
    from = `(${page.at(-1)![0]}`;
    const bytes = page.reduce((sum, [, fields]) => sum + fields.join('').length, 0);
    count = Math.max(1, Math.min(MAX_PAGE, 4 * count, Math.floor((PAGE_BYTES * count) / bytes)));
  }
}

/** The log has each text once: what a change replaced is in the entry of the change before, or in the key `before`. */
async function withTextsBefore(
  place: Place,
  changes: readonly LoggedChange[],
  read: Map<number, readonly LoggedChange[]>,
): Promise<HistoryEntry[]> {
  for (const { earlier } of changes) {
    if (earlier === 0 || read.has(earlier)) continue;
    const id = `${earlier}-0`;
    const range = await place.connection.send('XRANGE', place.helper('changes'), id, id);
    read.set(earlier, (range as readonly StreamEntry[]).flatMap(changesOf));
  }
  const names = [...new Set(changes.map(({ entry }) => entry.name))];
  const kept = await place.connection.send('HMGET', place.helper('before'), ...names);
  const texts = new Map(names.map((name, i) => [name, (kept as readonly (string | null)[])[i] ?? null]));
  return changes.map(({ earlier, entry }) => {
    const replaced = read.get(earlier)?.find((change) => change.entry.name === entry.name);
    return { ...entry, before: replaced === undefined ? texts.get(entry.name)! : replaced.entry.after };
  });
}

/** The changes of an entry; none for one that Halyard did not write. */
function changesOf([id, fields]: StreamEntry): LoggedChange[] {
  try {
    const [field, payload, , , , numbers] = fields;
    if (field !== 'message') return [];
    const message = JSON.parse(payload!) as LoggedMessage;
    const earlier = JSON.parse(numbers!) as readonly number[];
    const number = Number.parseInt(id, 10);
    return (message.changes ?? []).map(([name, text], index) => ({
      earlier: earlier[index] ?? 0,
      entry: {
        id: `${number}-${index}`,
        at: message.at,
        name,
        after: text === false ? null : text,
        ...authorship(message),
      },
    }));
  } catch {
    return [];
  }
}
