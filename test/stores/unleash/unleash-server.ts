import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A feature as the API for clients has it. */
export interface Feature {
  readonly name: string;
  readonly enabled: boolean;
  readonly strategies: readonly object[];
  readonly variants?: readonly object[];
}

/** What the API of Unleash does for clients that ask for features: a token, an ETag, segments beside the features. */
export class UnleashServer {
  /** The only token that is let in. */
  static readonly TOKEN = '*:development.a-client-token';

  features: readonly Feature[] = [];
  /** While set, answers every request. */
  answer: ((response: ServerResponse) => void) | undefined;
  readonly requests: IncomingMessage[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.method === 'POST') {
        // Registrations and metrics of the SDK.
        request.resume();
        response.writeHead(202).end();
        return;
      }
      this.requests.push(request);
      if (this.answer === undefined) this.#send(request, response);
      else this.answer(response);
    });
  }

  static async start(features: readonly Feature[] = []): Promise<UnleashServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const unleash = new UnleashServer(server);
    unleash.features = features;
    return unleash;
  }

  /** What the SDKs take. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #send(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Content-Type', 'application/json');
    if (request.headers.authorization !== UnleashServer.TOKEN) {
      response
        .writeHead(401)
        .end('{"name":"UnauthorizedError","message":"This endpoint requires an API token."}');
      return;
    }
    if (request.url !== '/api/client/features') {
      response.writeHead(404).end('{"name":"NotFoundError"}');
      return;
    }
    const body = JSON.stringify({ version: 2, features: this.features, segments: [] });
    const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    response.setHeader('ETag', tag);
    if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
    else response.end(body);
  }
}
