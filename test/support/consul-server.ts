import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';

/** A key as the API shows it. */
interface Entry {
  readonly CreateIndex: number;
  readonly ModifyIndex: number;
  readonly LockIndex: 0;
  readonly Key: string;
  readonly Flags: 0;
  /** In base64; `null` if it is empty. */
  readonly Value: string | null;
}

interface Operation {
  readonly Verb: string;
  readonly Key: string;
  readonly Value?: string;
  readonly Index?: number;
}

/** What a token may do. */
export type ConsulAccess = 'read' | 'write' | 'nothing';

/** What it has at one moment. */
interface State {
  readonly entries: ReadonlyMap<string, Entry>;
  /** When each key was removed. */
  readonly graves: ReadonlyMap<string, number>;
  readonly index: number;
}

/** What a server does instead of answering a request. Returns true if it has answered. */
type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

const MOST_BYTES = 512 * 1024;
const MOST_OPERATIONS = 64;

/**
 * The part of Consul that a KV store of flags needs: `GET /v1/kv/…?recurse` with blocking queries, `PUT` and `DELETE` of a key,
 * `PUT /v1/txn`, ACL tokens and the limits. `test/stores/consul/consul-server.test.ts` holds it to Consul's documentation.
 */
export class ConsulServer {
  /** The queries that came, as `GET /v1/kv/x?recurse=true`. */
  readonly requests: string[] = [];
  /** The ACL tokens; without any, no token is needed. */
  readonly tokens = new Map<string, ConsulAccess>();
  /** While set, sees each request first. */
  fault: Fault | undefined;
  readonly #server: Server;
  readonly #blocked = new Set<() => void>();
  #entries = new Map<string, Entry>();
  #graves = new Map<string, number>();
  #index = 10;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.requests.push(`${request.method} ${request.url}`);
      void this.#answer(request, response);
    });
  }

  static async start(): Promise<ConsulServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ConsulServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many queries wait for a change. */
  get blocked(): number {
    return this.#blocked.size;
  }

  /** The text of a key. */
  text(key: string): string | undefined {
    const entry = this.#entries.get(key);
    return entry && Buffer.from(entry.Value ?? '', 'base64').toString();
  }

  /** Changes a key as `consul kv` does. */
  change(key: string, text: string | undefined): void {
    const value = text === undefined ? undefined : Buffer.from(text).toString('base64');
    this.#commit([{ Verb: value === undefined ? 'delete' : 'set', Key: key, Value: value ?? '' }]);
  }

  /** Forgets which keys were removed, as it does after a while: the index of their prefix goes backwards. */
  reap(): void {
    this.#graves.clear();
  }

  /** What `restore` takes. */
  snapshot(): State {
    return { entries: new Map(this.#entries), graves: new Map(this.#graves), index: this.#index };
  }

  /** Has what it had then, as after `consul snapshot restore`: the index goes backwards. */
  restore({ entries, graves, index }: State): void {
    this.#entries = new Map(entries);
    this.#graves = new Map(graves);
    this.#index = index;
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.fault?.(request, response) === true) return;
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    const access = this.#accessOf(request.headers['x-consul-token']);
    if (access === undefined) return send(response, 403, 'ACL not found');
    if (pathname === '/v1/txn' && request.method === 'PUT') {
      return this.#transaction(await textOf(request), access, response);
    }
    const key = /^\/v1\/kv\/(.*)$/.exec(pathname)?.[1];
    if (key === undefined) return send(response, 404, 'Invalid URL path: not a recognized HTTP API endpoint');
    const path = decodeURIComponent(key);
    if (request.method === 'GET') return this.#get(path, searchParams, access, response);
    if (access !== 'write') return send(response, 403, denied(path));
    const body = await textOf(request);
    const cas = searchParams.get('cas');
    const guard = cas === null ? {} : { Index: Number(cas) };
    const operation =
      request.method === 'DELETE'
        ? { Verb: cas === null ? 'delete' : 'delete-cas', Key: path, ...guard }
        : {
            Verb: cas === null ? 'set' : 'cas',
            Key: path,
            Value: Buffer.from(body).toString('base64'),
            ...guard,
          };
    send(response, 200, String(this.#commit([operation]) === undefined));
  }

  /** `undefined`: the token is unknown. */
  #accessOf(token: string | string[] | undefined): ConsulAccess | undefined {
    return this.tokens.size === 0 ? 'write' : this.tokens.get(String(token));
  }

  #get(key: string, query: URLSearchParams, access: ConsulAccess, response: ServerResponse): void {
    const isRecursive = query.get('recurse') !== null;
    const after = Number(query.get('index') ?? 0);
    const found = (): Entry[] =>
      [...this.#entries.values()].filter(({ Key }) => (isRecursive ? Key.startsWith(key) : Key === key));
    const answer = (): void => {
      const entries = access === 'nothing' ? [] : found();
      response.setHeader('X-Consul-Index', String(this.#indexOf(key, isRecursive)));
      if (entries.length < found().length) response.setHeader('X-Consul-Results-Filtered-By-ACLs', 'true');
      if (entries.length === 0) send(response, 404, '');
      else send(response, 200, JSON.stringify(entries));
    };
    if (after === 0 || this.#indexOf(key, isRecursive) > after) return answer();
    const end = (): void => {
      clearTimeout(timer);
      this.#blocked.delete(look);
    };
    // A query that waits looks again when its prefix changes, and when another state takes the place of all.
    const began = this.#index;
    const look = (): void => {
      if (this.#indexOf(key, isRecursive) <= after && this.#index >= began) return;
      end();
      answer();
    };
    const timer = setTimeout(
      () => {
        end();
        answer();
      },
      milliseconds(query.get('wait') ?? '5m'),
    );
    this.#blocked.add(look);
    response.once('close', end);
  }

  /** The latest change within the prefix, removals included; of an empty one that of the whole store. */
  #indexOf(key: string, isRecursive: boolean): number {
    const isMeant = (other: string): boolean => (isRecursive ? other.startsWith(key) : other === key);
    const indexes = [
      ...[...this.#entries.values()].filter(({ Key }) => isMeant(Key)).map(({ ModifyIndex }) => ModifyIndex),
      ...[...this.#graves].filter(([grave]) => isMeant(grave)).map(([, index]) => index),
    ];
    return indexes.length === 0 ? this.#index : Math.max(...indexes);
  }

  #transaction(body: string, access: ConsulAccess, response: ServerResponse): void {
    const bytes = Buffer.byteLength(body);
    if (bytes > MOST_BYTES) {
      return send(response, 413, `Request body(${bytes} bytes) too large, max size: ${MOST_BYTES} bytes.`);
    }
    const operations = (JSON.parse(body) as { KV: Operation }[]).map(({ KV }) => KV);
    if (operations.length > MOST_OPERATIONS) {
      return send(
        response,
        413,
        `Transaction contains too many operations (${operations.length} > ${MOST_OPERATIONS})`,
      );
    }
    const failed =
      access === 'write' ? this.#commit(operations) : { OpIndex: 0, What: denied(operations[0]!.Key) };
    const stored = operations.filter(({ Verb }) => Verb === 'set' || Verb === 'cas');
    const Results = stored.map(({ Key }) => ({ KV: { ...this.#entries.get(Key), Value: null } }));
    if (failed === undefined) send(response, 200, JSON.stringify({ Results, Errors: null }));
    else send(response, 409, JSON.stringify({ Results: null, Errors: [failed] }));
  }

  /** Carries out all operations, or none and returns why. */
  #commit(operations: readonly Operation[]): { OpIndex: number; What: string } | undefined {
    const before = this.snapshot();
    const index = this.#index + 1;
    for (const [OpIndex, operation] of operations.entries()) {
      const What = this.#carryOut(operation, index);
      if (What === undefined) continue;
      this.#entries = new Map(before.entries);
      this.#graves = new Map(before.graves);
      return { OpIndex, What };
    }
    this.#index = index;
    this.#wake();
    return undefined;
  }

  #carryOut({ Verb, Key, Value = '', Index = 0 }: Operation, index: number): string | undefined {
    const entry = this.#entries.get(Key);
    switch (Verb) {
      case 'check-index':
        if (entry === undefined) return `key "${Key}" doesn't exist`;
        return entry.ModifyIndex === Index
          ? undefined
          : `current modify index for key "${Key}" is not ${Index}`;
      case 'check-not-exists':
        return entry === undefined ? undefined : `key "${Key}" exists`;
      case 'cas':
        if ((entry?.ModifyIndex ?? 0) !== Index) return `failed to set key "${Key}", index is stale`;
        return this.#set(Key, Value, index);
      case 'set':
        return this.#set(Key, Value, index);
      case 'delete-cas':
        if (entry !== undefined && entry.ModifyIndex !== Index)
          return `failed to delete key "${Key}", index is stale`;
        return this.#delete(Key, index);
      case 'delete':
        return this.#delete(Key, index);
      default:
        return `unknown KV verb "${Verb}"`;
    }
  }

  #set(Key: string, value: string, index: number): undefined {
    const Value = value === '' ? null : value;
    const entry = this.#entries.get(Key);
    // What changes nothing leaves the index as it is.
    if (entry?.Value === Value) return;
    const CreateIndex = entry?.CreateIndex ?? index;
    this.#entries.set(Key, { CreateIndex, ModifyIndex: index, LockIndex: 0, Key, Flags: 0, Value });
  }

  #delete(key: string, index: number): undefined {
    if (this.#entries.delete(key)) this.#graves.set(key, index);
  }

  #wake(): void {
    for (const look of this.#blocked) look();
  }
}

function denied(key: string): string {
  return `Permission denied: token with AccessorID 'x' lacks permission 'key:write' on "${key}"`;
}

function send(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'Content-Type': body.startsWith('[') ? 'application/json' : 'text/plain' })
    .end(body);
}

/** A duration such as `55s`. */
function milliseconds(text: string): number {
  const [, number, unit] = /^(\d+)(ms|s|m)$/.exec(text)!;
  return Number(number) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm'];
}
