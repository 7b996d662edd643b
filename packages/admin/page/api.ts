import type {
  Condition,
  EvaluationContext,
  Explanation,
  FlagDefinition,
  FlagUsage,
  FleetUsage,
  HistoryEntry,
  JsonValue,
} from '@halyard/core';
import { request, type RequestInput } from './http/request.js';
import type {
  FlagPage,
  FlagRecord,
  HistoryPage,
  ImportReport,
  PlannedRecord,
  PreviewRecord,
  SegmentRecord,
  ServerStatus,
  SwitchedFlag,
  Validation,
} from './records.js';

/** The condition and the reason of a write. */
export interface WriteInput {
  /** The version that the change is based on; `null` if the flag did not exist. The server refuses any other as a conflict. */
  readonly ifMatch: string | null;
  /** The reason, for the history. */
  readonly comment?: string | undefined;
}

/** A change of one of several flags. */
export interface ChangeInput {
  readonly name: string;
  /** What to store: a definition, or else the exact text; `null` removes the flag. */
  readonly definition?: FlagDefinition;
  readonly text?: string | null;
  /** Change nothing at all unless this text is stored; `null`: unless none is. */
  readonly ifText: string | null;
}

/** The options of an import. */
export interface ImportInput {
  /** `replace` deletes the flags that are not in the document. */
  readonly mode: 'merge' | 'replace';
  /** Whether flags with problems are left out, instead of importing nothing. */
  readonly skip: boolean;
  /** The tag of the dry run that the user checked. */
  readonly ifMatch?: string;
}

interface UsageAnswer {
  readonly since?: number;
  readonly layer?: string;
  readonly items: readonly (FlagUsage & { readonly name: string })[];
}

const V1 = 'api/v1';
const LARGEST_PAGE = '1000';

/** The REST API, typed. Each call rejects with a `ProblemError`. */
export const api = {
  /** All flags by name, and the event id to continue from. */
  async flags(): Promise<{ readonly items: readonly FlagRecord[]; readonly lastEventId: string }> {
    const items: FlagRecord[] = [];
    let lastEventId: string | undefined;
    for (let after: string | undefined; ;) {
      const page = await json<FlagPage>(`${V1}/flags`, { query: { limit: LARGEST_PAGE, after } });
      items.push(...page.items);
      // The id of the first page: changes made while the other pages are read come again as events.
      lastEventId ??= page.lastEventId;
      if (page.next === undefined) return { items, lastEventId };
      after = page.next;
    }
  },
  flag: (name: string) => json<FlagRecord>(flagPath(name)),
  /** Creates or replaces a flag. Never by short text: body parsers of the app may refuse JSON that is not an object. */
  save: (name: string, definition: FlagDefinition, input: WriteInput) =>
    write<FlagRecord>('PUT', flagPath(name), input, definition),
  enable: (name: string, input: WriteInput) => write<SwitchedFlag>('POST', `${flagPath(name)}/enable`, input),
  disable: (name: string, input: WriteInput) =>
    write<SwitchedFlag>('POST', `${flagPath(name)}/disable`, input),
  delete: (name: string, input: WriteInput) => write<undefined>('DELETE', flagPath(name), input),
  /** Changes several flags by one write. */
  change: (changes: readonly ChangeInput[], comment: string | undefined) =>
    json<undefined>(`${V1}/changes`, { method: 'POST', body: { changes, comment } }),
  /** Whether a flag, or under a `$segment.` name a condition, could be stored. */
  validate: (source: unknown, name = 'flag') =>
    json<Validation>(`${V1}/validate`, { method: 'POST', body: { name, source } }),
  /** Explains what a flag gives to a context: the stored flag, or a draft. */
  explain: (name: string, context: EvaluationContext, draft?: FlagDefinition, signal?: AbortSignal) =>
    json<Explanation>(`${flagPath(name)}/explain`, {
      method: 'POST',
      body: { context, draft },
      ...(signal === undefined ? {} : { signal }),
    }),
  /** The changes that are planned, of all flags. */
  async planned(): Promise<readonly PlannedRecord[]> {
    return (await json<{ items: readonly PlannedRecord[] }>(`${V1}/planned`)).items;
  },
  /** Plans that a flag is switched at an RFC 3339 time. */
  plan: (name: string, enabled: boolean, at: string, comment: string) =>
    json<PlannedRecord>(`${flagPath(name)}/planned`, {
      method: 'POST',
      query: { comment: comment === '' ? undefined : comment },
      body: { enabled, at },
    }),
  cancelPlanned: (id: string) => json<undefined>(`${V1}/planned/${id}`, { method: 'DELETE' }),
  /** Signs an override for a tester, for so many seconds. */
  preview: (name: string, override: boolean | string, forSeconds: number) =>
    json<PreviewRecord>(`${flagPath(name)}/preview`, { method: 'POST', body: { override, forSeconds } }),
  /** The changes of a flag, newest first, older than `before`. */
  history: (name: string, before?: string) =>
    json<HistoryPage>(`${flagPath(name)}/history`, { query: { before } }),
  /** The changes of all flags and segments. */
  changes: (before?: string) => json<HistoryPage>(`${V1}/history`, { query: { before } }),
  /** Restores the version of a flag before a change, or after it; `undefined` if the flag does not exist then. */
  undo: (name: string, { id }: HistoryEntry, to: 'before' | 'after', input: WriteInput) =>
    write<FlagRecord | undefined>('POST', `${flagPath(name)}/undo`, input, { change: id, to }),
  async segments(): Promise<readonly SegmentRecord[]> {
    return (await json<{ items: readonly SegmentRecord[] }>(`${V1}/segments`)).items;
  },
  saveSegment: (name: string, condition: Condition, input: WriteInput) =>
    write<SegmentRecord>('PUT', segmentPath(name), input, condition),
  deleteSegment: (name: string, input: WriteInput) => write<undefined>('DELETE', segmentPath(name), input),
  /** The use of flags by all processes. Rejects with a 501 where it is not kept. */
  async usage(): Promise<FleetUsage> {
    const { items, ...rest } = await json<UsageAnswer>(`${V1}/usage`);
    return { ...rest, flags: new Map(items.map(({ name, ...usage }) => [name, usage])) };
  },
  /** The state of the backend, and the caller with their permissions. */
  status: () => json<ServerStatus>(`${V1}/status`),
  /** All flags and segments as one document. */
  export: () => json<JsonValue>(`${V1}/export`),
  /** The changes that the import of a document in JSON would make, and their tag. */
  async planImport(document: string, input: ImportInput): Promise<{ report: ImportReport; tag: string }> {
    const query = { ...importQuery(input), dryRun: 'true' };
    const response = await request(`${V1}/import`, { method: 'POST', query, json: document });
    return { report: (await response.json()) as ImportReport, tag: response.headers.get('etag') ?? '' };
  },
  import: (document: string, { ifMatch, ...input }: ImportInput) =>
    json<ImportReport>(`${V1}/import`, {
      method: 'POST',
      query: importQuery(input),
      json: document,
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

function importQuery({ mode, skip }: ImportInput): Record<string, string> {
  return { mode, format: 'detect', skip: String(skip) };
}

function flagPath(name: string): string {
  return `${V1}/flags/${segmentOfPath(name)}`;
}

function segmentPath(name: string): string {
  return `${V1}/segments/${segmentOfPath(name)}`;
}

// A URL with ".." would name the parent folder. The server removes white space before a name.
function segmentOfPath(name: string): string {
  return /^\.{1,2}$/.test(name) ? `%20${name}` : encodeURIComponent(name);
}
