import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server sends instead of its document. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server with one document, which has an ETag. */
export class DocumentServer {
  /** The document. */
  text: string;
  /** The headers of each answer. */
  headers: Readonly<Record<string, string>> = {};
  /** While set, answers every request. */
  answer: Answer | undefined;
  /** What was asked for. */
  readonly requests: IncomingMessage[] = [];
  readonly #server: Server;

  private constructor(server: Server, text: string) {
    this.#server = server;
    this.text = text;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.requests.push(request);
      if (this.answer === undefined) this.#send(request, response);
      else this.answer(request, response);
    });
  }

  static async start(text = '{}'): Promise<DocumentServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DocumentServer(server, text);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/flags`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #send(request: IncomingMessage, response: ServerResponse): void {
    const tag = `"${createHash('sha256').update(this.text).digest('hex').slice(0, 16)}"`;
    for (const [name, value] of Object.entries({ ETag: tag, ...this.headers }))
      response.setHeader(name, value);
    if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
    else response.end(this.text);
  }
}
