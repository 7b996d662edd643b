import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { CREDENTIALS } from './s3-client.js';

/** An object of a bucket. */
interface StoredObject {
  readonly body: Buffer;
  /** The headers that come back with it. */
  readonly headers: Readonly<Record<string, string>>;
  /** Those that come back if they are asked for. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** The headers of an upload that come back with the object. */
const KEPT = /^(?:content-type|cache-control|x-amz-meta-.*)$/;

/**
 * The part of Amazon S3 that a store of one object needs, path-style: CreateBucket, GetObject and HeadObject with
 * `If-None-Match`, PutObject with `If-Match` and `If-None-Match: *` and its checksum, DeleteObject, and errors as the API
 * reference has them. Signatures are not checked. `test/stores/s3/api.test.ts` holds it to the documentation, and to Ceph.
 */
export class FakeS3 {
  readonly #server: Server;
  readonly #buckets = new Map<string, Map<string, StoredObject>>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void buffer(request).then((body) => this.#answer(request, body, response));
    });
  }

  static async start(): Promise<FakeS3> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeS3(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { method, headers } = request;
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
    const [, bucket = '', key = ''] = /^\/([^/]+)(?:\/(.*))?$/s.exec(path) ?? [];
    const accessKey = /Credential=([^/]*)\//.exec(headers.authorization ?? '')?.[1];
    if (accessKey !== undefined && accessKey !== CREDENTIALS.accessKeyId) {
      return refuse(response, 403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist');
    }
    if (method === 'PUT' && key === '') {
      this.#buckets.set(bucket, new Map());
      return end(response, 200);
    }
    const objects = this.#buckets.get(bucket);
    if (objects === undefined) {
      return refuse(response, 404, 'NoSuchBucket', 'The specified bucket does not exist');
    }
    if (accessKey === undefined) return refuse(response, 403, 'AccessDenied', 'Access Denied');
    switch (method) {
      case 'GET':
      case 'HEAD':
        return get(request, response, objects.get(key));
      case 'PUT':
        return put(request, body, response, objects, key);
      case 'DELETE':
        objects.delete(key);
        return end(response, 204);
      default:
        return refuse(response, 405, 'MethodNotAllowed', 'The method is not allowed against this resource.');
    }
  }
}

/** Answers with an error, as XML. */
export function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  end(response, status, { 'content-type': 'application/xml' }, text);
}

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): void {
  response.writeHead(status, { 'x-amz-request-id': randomUUID(), ...headers }).end(body);
}

function get(request: IncomingMessage, response: ServerResponse, stored: StoredObject | undefined): void {
  if (stored === undefined) return refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.');
  const { 'if-none-match': ifNoneMatch, 'x-amz-checksum-mode': mode } = request.headers;
  if (ifNoneMatch !== undefined && isSame(ifNoneMatch, stored)) {
    return end(response, 304, { etag: stored.headers['etag']! });
  }
  const length = { 'content-length': String(stored.body.length), 'accept-ranges': 'bytes' };
  const checksums = mode === 'ENABLED' ? stored.checksums : {};
  end(response, 200, { ...length, ...stored.headers, ...checksums }, stored.body);
}

function put(
  { headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  objects: Map<string, StoredObject>,
  key: string,
): void {
  const stored = objects.get(key);
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, 'x-amz-checksum-crc32': checksum } = headers;
  if (ifMatch !== undefined && stored === undefined) {
    return refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.');
  }
  if ((ifMatch !== undefined && !isSame(ifMatch, stored)) || (ifNoneMatch === '*' && stored !== undefined)) {
    const message = 'At least one of the pre-conditions you specified did not hold';
    return refuse(response, 412, 'PreconditionFailed', message);
  }
  if (checksum !== undefined && checksum !== crc32Of(body)) {
    return refuse(
      response,
      400,
      'BadDigest',
      'The CRC32 you specified did not match the calculated checksum.',
    );
  }
  const kept = Object.entries(headers as Record<string, string>).filter(([header]) => KEPT.test(header));
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  const object = {
    body,
    headers: { ...Object.fromEntries(kept), etag, 'last-modified': new Date().toUTCString() },
    checksums: { 'x-amz-checksum-crc32': crc32Of(body), 'x-amz-checksum-type': 'FULL_OBJECT' },
  };
  objects.set(key, object);
  end(response, 200, { etag, ...object.checksums });
}

/** Whether an ETag is that of the object. The examples of Amazon have it without its quotes. */
function isSame(etag: string, stored: StoredObject | undefined): boolean {
  return stored !== undefined && unquoted(etag) === unquoted(stored.headers['etag']!);
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}

/** As S3 writes it: four bytes in base64. */
function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
