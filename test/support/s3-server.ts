import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An object of a bucket. */
interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  /** The headers of its upload that come back with it. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a server does instead of answering a request, or before. Returns true if it has answered. */
type Fault = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

const KEPT = /^(?:content-type|cache-control|x-amz-meta-.*)$/;

/**
 * The part of Amazon S3 that a store of one object needs, path-style: GetObject with `If-None-Match`, PutObject with `If-Match`
 * and `If-None-Match: *`, DeleteObject, and errors as the API reference has them. `test/support/s3-server.test.ts` holds it to
 * the documentation.
 */
export class S3Server {
  /** The requests that came, as `PUT /bucket/key`. */
  readonly requests: string[] = [];
  /** While set, sees each request first. */
  fault: Fault | undefined;
  /** So many requests have their effect, and the connection is cut instead of an answer. */
  lostAnswers = 0;
  readonly #server: Server;
  readonly #buckets: ReadonlyMap<string, Map<string, StoredObject>>;

  private constructor(server: Server, buckets: readonly string[]) {
    this.#server = server;
    this.#buckets = new Map(buckets.map((name) => [name, new Map()]));
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.requests.push(`${request.method} ${pathOf(request)}`);
      void this.#answer(request, response);
    });
  }

  /** With these buckets, which are empty. */
  static async start(...buckets: readonly string[]): Promise<S3Server> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new S3Server(server, buckets);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The text of an object. */
  text(bucket: string, key: string): string | undefined {
    return this.#buckets.get(bucket)!.get(key)?.body.toString();
  }

  /** The headers of an object. */
  headers(bucket: string, key: string): Readonly<Record<string, string>> {
    return this.#buckets.get(bucket)!.get(key)!.headers;
  }

  /** Stores an object as another client does, or removes it. */
  put(bucket: string, key: string, text: string | undefined, headers: StoredObject['headers'] = {}): void {
    const objects = this.#buckets.get(bucket)!;
    if (text === undefined) objects.delete(key);
    else objects.set(key, objectOf(Buffer.from(text), headers));
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if ((await this.fault?.(request, response)) === true) return;
    if (this.lostAnswers > 0) {
      this.lostAnswers--;
      response.end = () => response.destroy();
    }
    const body = await buffer(request);
    const [, name = '', key = ''] = /^\/([^/]+)\/(.+)$/.exec(pathOf(request)) ?? [];
    const objects = this.#buckets.get(name);
    if (request.headers.authorization === undefined)
      return refuse(response, 403, 'AccessDenied', 'Access Denied');
    if (objects === undefined) {
      return refuse(response, 404, 'NoSuchBucket', 'The specified bucket does not exist');
    }
    const stored = objects.get(key);
    if (request.method === 'GET') return get(request, response, stored);
    if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
      return;
    }
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
    if (ifMatch !== undefined && stored === undefined) {
      return refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.');
    }
    if (
      (ifMatch !== undefined && ifMatch !== stored?.etag) ||
      (ifNoneMatch === '*' && stored !== undefined)
    ) {
      return refuse(
        response,
        412,
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
      );
    }
    const kept = Object.entries(request.headers).filter(([header]) => KEPT.test(header));
    const object = objectOf(body, Object.fromEntries(kept) as Record<string, string>);
    objects.set(key, object);
    response.setHeader('ETag', object.etag).end();
  }
}

/** Answers with an error, as XML. */
export function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml', 'x-amz-request-id': randomUUID() })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
}

function get(request: IncomingMessage, response: ServerResponse, stored: StoredObject | undefined): void {
  if (stored === undefined) return refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.');
  response.setHeader('ETag', stored.etag);
  if (request.headers['if-none-match'] === stored.etag) response.writeHead(304).end();
  else response.setHeaders(new Headers(stored.headers)).end(stored.body);
}

function objectOf(body: Buffer, headers: StoredObject['headers']): StoredObject {
  return { body, headers, etag: `"${createHash('md5').update(body).digest('hex')}"` };
}

function pathOf(request: IncomingMessage): string {
  return decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
}
