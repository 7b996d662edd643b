import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3 } from '@aws-sdk/client-s3';
import { Ceph } from './ceph.js';
import { FakeS3 } from './fake-s3.js';
import { s3Client } from './s3-client.js';

/** What is done instead of sending a request on, or before. Returns true if it was answered. */
type Fault = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** Ceph where `HALYARD_S3` is `ceph`, else a small server of the tests, behind a proxy that makes trouble on demand. */
export class S3Server {
  static readonly isCeph: boolean = process.env['HALYARD_S3'] === 'ceph';
  /** The requests that came, as `PUT /bucket/key`. */
  readonly requests: string[] = [];
  /** While set, sees each request first. */
  fault: Fault | undefined;
  /** While set, is awaited between the effect of a request and its answer. */
  beforeAnswer: ((request: IncomingMessage) => Promise<void>) | undefined;
  /** So many requests have their effect, and the connection is cut instead of an answer. */
  lostAnswers = 0;
  readonly #service: Ceph | FakeS3;
  /** Past the proxy. Ceph has no regions, so it wants none for a bucket. */
  readonly #client: S3;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #proxy: Server;

  private constructor(service: Ceph | FakeS3, proxy: Server) {
    this.#service = service;
    this.#client = s3Client(service.url, { region: 'us-east-1' });
    this.#proxy = proxy;
    proxy.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
      this.requests.push(`${incoming.method} ${decodeURIComponent(incoming.url!.replace(/\?.*/s, ''))}`);
      this.#answer(incoming, response).catch(() => response.destroy());
    });
  }

  /** With these buckets, which are empty. */
  static async start(...buckets: readonly string[]): Promise<S3Server> {
    const service = await (S3Server.isCeph ? Ceph : FakeS3).start();
    const proxy = createServer().listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const server = new S3Server(service, proxy);
    for (const Bucket of buckets) await server.#client.createBucket({ Bucket });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** The text of an object; `undefined` if there is none. */
  async text(bucket: string, key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#client.getObject({ Bucket: bucket, Key: key });
      return await Body!.transformToString();
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /** The type of an object, and how long caches may keep it. */
  async headers(bucket: string, key: string): Promise<ObjectHeaders> {
    const { ContentType, CacheControl } = await this.#client.headObject({ Bucket: bucket, Key: key });
    return { ContentType, CacheControl };
  }

  /** Stores an object as another client does, or removes it. */
  async put(
    bucket: string,
    key: string,
    text: string | undefined,
    headers: ObjectHeaders = {},
  ): Promise<void> {
    const object = { Bucket: bucket, Key: key };
    if (text === undefined) await this.#client.deleteObject(object);
    else await this.#client.putObject({ ...object, Body: text, ...headers });
  }

  /** Ends all trouble, and forgets the requests. */
  calm(): void {
    this.requests.length = 0;
    this.fault = undefined;
    this.beforeAnswer = undefined;
    this.lostAnswers = 0;
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    this.#agent.destroy();
    this.#proxy.close();
    this.#proxy.closeAllConnections();
    await once(this.#proxy, 'close');
    await this.#service.stop();
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if ((await this.fault?.(incoming, response)) === true) return;
    const isLost = this.lostAnswers > 0;
    if (isLost) this.lostAnswers--;
    const { method, url, headers } = incoming;
    const sent = request(this.#service.url + url!, { method: method!, headers, agent: this.#agent });
    incoming.pipe(sent);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    await this.beforeAnswer?.(incoming);
    if (isLost) {
      response.destroy();
      answer.resume();
    } else {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }
  }
}

/** Those of an object that tests look at. */
export interface ObjectHeaders {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
}
