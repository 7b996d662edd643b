import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { authorship, isObject, isSegmentName, readJson, SEGMENT_PREFIX } from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';
import type { HttpClient } from '../requests/http-client.js';

/** The most changes of one answer. */
const PAGE = 1000;

/** The changes that a Halyard remembers, newest first; none where it keeps no history. */
export async function readHistory(
  client: HttpClient,
  { name, limit = 100, before }: HistoryQuery,
  signal: AbortSignal,
): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let next: string | undefined = before;
  while (entries.length < limit) {
    const query = new URLSearchParams({ limit: String(Math.min(PAGE, limit - entries.length)) });
    if (next !== undefined) query.set('before', next);
    const response = await client.send({ path: `${pathOf(name)}?${query.toString()}`, signal });
    if (response.status === 501) return [];
    if (response.status !== 200) throw await client.failure(response);
    const json = readJson(await bodyText(response));
    const page = 'value' in json && isObject(json.value) ? json.value : {};
    if (!Array.isArray(page['items'])) throw new Error('the answer is not the history of a Halyard');
    entries.push(...page['items'].map(entryOf));
    if (typeof page['next'] !== 'string') break;
    next = page['next'];
  }
  return entries;
}

function entryOf(item: HistoryEntry): HistoryEntry {
  const { id, at, name, before, after } = item;
  return { id, at, name, before, after, ...authorship(item) };
}

function pathOf(name: string | undefined): string {
  if (name === undefined) return '/api/v1/history';
  return isSegmentName(name)
    ? `/api/v1/segments/${encodeURIComponent(name.slice(SEGMENT_PREFIX.length))}/history`
    : `/api/v1/flags/${encodeURIComponent(name)}/history`;
}
