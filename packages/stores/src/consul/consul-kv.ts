import { isObject, readJson } from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';
import type { HttpClient } from '../requests/http-client.js';
import type { RequestError } from '../requests/request-error.js';
import { writeFailure } from '../requests/write-failure.js';
import type { Operation } from './operations.js';

/** The value of a key. */
export interface KvEntry {
  readonly text: string;
  /** When it was changed last. */
  readonly index: number;
}

/** The keys under the prefix at one moment, by what follows the prefix. */
export interface KvState {
  readonly entries: ReadonlyMap<string, KvEntry>;
  /** Names this moment, for a blocking query; `undefined` if it can't be used. */
  readonly index: number | undefined;
}

/** What became of a transaction: when it was carried out, if it says, or why it was rolled back. */
export type Outcome = { readonly index: number | undefined } | { readonly refusal: string };

/** Which answer to wait for: one after `index`, for at most `waitSeconds` and a sixteenth of it. */
export interface BlockingQuery {
  readonly index: number;
  readonly waitSeconds: number;
}

/** The keys of Consul's KV store under a prefix. */
export class ConsulKv {
  readonly #client: HttpClient;
  readonly #prefix: string;
  readonly #path: string;

  constructor(client: HttpClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
    this.#path = `/v1/kv/${prefix.split('/').map(encodeURIComponent).join('/')}`;
  }

  /** For messages. */
  get shown(): string {
    return this.#client.shown;
  }

  /** Reads all keys: at once, or when they may have changed. */
  async read(signal: AbortSignal, blocking?: BlockingQuery): Promise<KvState> {
    const query = new URLSearchParams({ recurse: 'true' });
    if (blocking !== undefined) {
      query.set('index', String(blocking.index));
      query.set('wait', `${blocking.waitSeconds}s`);
    }
    const response = await this.#client.send({ path: `${this.#path}?${query.toString()}`, signal });
    const { status, headers } = response;
    const index = headers.get('x-consul-index');
    // Without a key there is a 404, as there is for whatever is not Consul.
    if (status !== 200 && (status !== 404 || index === null)) throw await this.#failure(response);
    if (headers.get('x-consul-results-filtered-by-acls') === 'true') {
      throw new Error(`the token may not read every key under ${this.#prefix}`);
    }
    const body = await bodyText(response);
    return { entries: status === 404 ? new Map() : this.#entriesIn(body), index: usableIndex(index) };
  }

  /** Carries out all operations or none. Rejects with `UNKNOWN_OUTCOME` if they may have been carried out. */
  async commit(operations: readonly Operation[], signal: AbortSignal): Promise<Outcome> {
    const body = JSON.stringify(
      operations.map(({ Key, ...rest }) => ({ KV: { ...rest, Key: this.#prefix + Key } })),
    );
    try {
      const response = await this.#client.send({ method: 'PUT', path: '/v1/txn', body, signal });
      if (response.status === 409) return { refusal: refusalIn(await bodyText(response)) };
      if (response.status !== 200) throw await this.#failure(response);
      return { index: indexIn(await bodyText(response)) };
    } catch (error) {
      throw writeFailure(this.shown, error);
    }
  }

  /** Consul explains an answer in plain text. */
  async #failure(response: Response): Promise<RequestError> {
    const text = await bodyText(response).catch(() => '');
    const isPage = text.trimStart().startsWith('<');
    return this.#client.failure(
      response,
      isPage || text.trim() === '' ? undefined : text.trim().slice(0, 300),
    );
  }

  #entriesIn(body: string): Map<string, KvEntry> {
    const json = readJson(body);
    if (!('value' in json) || !Array.isArray(json.value) || !json.value.every(isKeyValue)) {
      throw new Error('the answer is not that of Consul: check the address');
    }
    const entries = new Map<string, KvEntry>();
    for (const { Key, Value, ModifyIndex } of json.value) {
      const name = Key.slice(this.#prefix.length);
      // The page of Consul makes a key for a folder.
      if (name === '') continue;
      entries.set(name, { text: Buffer.from(Value ?? '', 'base64').toString(), index: ModifyIndex });
    }
    return entries;
  }
}

interface KeyValue {
  readonly Key: string;
  /** In base64; `null` if it is empty. */
  readonly Value: string | null;
  readonly ModifyIndex: number;
}

function isKeyValue(value: unknown): value is KeyValue {
  return isObject(value) && typeof value['Key'] === 'string' && typeof value['ModifyIndex'] === 'number';
}

/** An index below 1 would not block, which some versions of Consul give all the same. */
function usableIndex(header: string | null): number | undefined {
  const index = Number(header);
  return Number.isSafeInteger(index) && index >= 1 ? index : undefined;
}

/** Operations that remove a key have no result. */
function indexIn(body: string): number | undefined {
  const [first] = listIn(body, 'Results');
  const entry = isObject(first) ? first['KV'] : undefined;
  return isObject(entry) && typeof entry['ModifyIndex'] === 'number' ? entry['ModifyIndex'] : undefined;
}

function refusalIn(body: string): string {
  const [first] = listIn(body, 'Errors');
  return isObject(first) && typeof first['What'] === 'string' ? first['What'] : 'it gave no reason';
}

function listIn(body: string, name: string): readonly unknown[] {
  const json = readJson(body);
  const list = 'value' in json && isObject(json.value) ? json.value[name] : undefined;
  return Array.isArray(list) ? list : [];
}
