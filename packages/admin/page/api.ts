import type {
  Condition,
  EvaluationContext,
  Explanation,
  FlagSource,
  HistoryEntry,
  JsonValue,
} from '@halyard/core';
import { request, type RequestInput } from './http/request.js';
import type {
  FlagPage,
  FlagRecord,
  HistoryPage,
  ImportReport,
  SegmentRecord,
  ServerStatus,
  SwitchedFlag,
  Validation,
} from './records.js';

/** On what condition to write, and why. */
export interface WriteInput {
  /** The version that the change was made to; `null`: there was none. Otherwise the server refuses it as a conflict. */
  readonly ifMatch: string | null;
  /** Why, for the history. */
  readonly comment?: string | undefined;
}

/** How an import treats what is there. */
export interface ImportInput {
  /** `replace` removes what the document does not name. */
  readonly mode: 'merge' | 'replace';
  /** The tag of the dry run that was looked at. */
  readonly ifMatch?: string;
}

const V1 = 'api/v1';
const LARGEST_PAGE = '1000';

/** The REST API, typed. Each call rejects with a `ProblemError`. */
export const api = {
  /** All flags by name, and where the event stream goes on. */
  async flags(): Promise<{ readonly items: readonly FlagRecord[]; readonly lastEventId: string }> {
    const items: FlagRecord[] = [];
    let lastEventId: string | undefined;
    for (let after: string | undefined; ;) {
      const page = await json<FlagPage>(`${V1}/flags`, { query: { limit: LARGEST_PAGE, after } });
      items.push(...page.items);
      // The first page's: what changed while the others were read comes again as an event.
      lastEventId ??= page.lastEventId;
      if (page.next === undefined) return { items, lastEventId };
      after = page.next;
    }
  },
  flag: (name: string) => json<FlagRecord>(flagPath(name)),
  /** Makes or replaces a flag. A definition, `true`, `false`, or short text such as `25%`. */
  save: (name: string, source: FlagSource, input: WriteInput) =>
    write<FlagRecord>('PUT', flagPath(name), input, source),
  enable: (name: string, input: WriteInput) => write<SwitchedFlag>('POST', `${flagPath(name)}/enable`, input),
  disable: (name: string, input: WriteInput) =>
    write<SwitchedFlag>('POST', `${flagPath(name)}/disable`, input),
  delete: (name: string, input: WriteInput) => write<undefined>('DELETE', flagPath(name), input),
  /** Whether a flag, or under a `$segment.` name a condition, could be stored. */
  validate: (source: unknown, name = 'flag') =>
    json<Validation>(`${V1}/validate`, { method: 'POST', body: { name, source } }),
  /** What a flag gives to a context and why: as it is stored, or as the draft says. */
  explain: (name: string, context: EvaluationContext, draft?: FlagSource, signal?: AbortSignal) =>
    json<Explanation>(`${flagPath(name)}/explain`, {
      method: 'POST',
      body: { context, draft },
      ...(signal === undefined ? {} : { signal }),
    }),
  /** The changes of a flag, newest first, older than `before`. */
  history: (name: string, before?: string) =>
    json<HistoryPage>(`${flagPath(name)}/history`, { query: { before } }),
  /** The changes of all flags and segments. */
  changes: (before?: string) => json<HistoryPage>(`${V1}/history`, { query: { before } }),
  /** Gives a flag back what it was before a change, or after it; `undefined` when it is gone then. */
  undo: (name: string, { id }: HistoryEntry, to: 'before' | 'after', input: WriteInput) =>
    write<FlagRecord | undefined>('POST', `${flagPath(name)}/undo`, input, { change: id, to }),
  async segments(): Promise<readonly SegmentRecord[]> {
    return (await json<{ items: readonly SegmentRecord[] }>(`${V1}/segments`)).items;
  },
  saveSegment: (name: string, condition: Condition, input: WriteInput) =>
    write<SegmentRecord>('PUT', segmentPath(name), input, condition),
  deleteSegment: (name: string, input: WriteInput) => write<undefined>('DELETE', segmentPath(name), input),
  /** How the backend is, who this is and what they may do. */
  status: () => json<ServerStatus>(`${V1}/status`),
  /** All flags and segments as one document. */
  export: () => json<JsonValue>(`${V1}/export`),
  /** What an import would change, and the tag that names this difference. */
  async planImport(
    document: JsonValue,
    { mode }: ImportInput,
  ): Promise<{ report: ImportReport; tag: string }> {
    const query = { mode, dryRun: 'true' };
    const response = await request(`${V1}/import`, { method: 'POST', query, body: document });
    return { report: (await response.json()) as ImportReport, tag: response.headers.get('etag') ?? '' };
  },
  import: (document: JsonValue, { mode, ifMatch }: ImportInput) =>
    json<ImportReport>(`${V1}/import`, {
      method: 'POST',
      query: { mode },
      body: document,
      ...(ifMatch === undefined ? {} : { headers: { 'If-Match': ifMatch } }),
    }),
  /** Opens the stream of live events after the one with this id. Stays open until it ends or `signal` aborts it. */
  events: (lastEventId: string | undefined, signal: AbortSignal) =>
    request(`${V1}/events`, {
      signal,
      headers: {
        Accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
      },
    }),
};

async function json<Answer>(path: string, input: RequestInput = {}): Promise<Answer> {
  const response = await request(path, input);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

function write<Answer>(
  method: string,
  path: string,
  { ifMatch, comment }: WriteInput,
  body?: unknown,
): Promise<Answer> {
  const condition: Record<string, string> =
    ifMatch === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${ifMatch}"` };
  return json<Answer>(path, { method, body, headers: condition, query: { comment: comment || undefined } });
}

function flagPath(name: string): string {
  return `${V1}/flags/${segmentOfPath(name)}`;
}

function segmentPath(name: string): string {
  return `${V1}/segments/${segmentOfPath(name)}`;
}

// A flag called ".." would be taken for the folder above: the server takes white space before a name off.
function segmentOfPath(name: string): string {
  return /^\.{1,2}$/.test(name) ? `%20${name}` : encodeURIComponent(name);
}
