import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { serveApp } from './serve-app.js';

/** What a server sent, cut where its headers end. */
export interface RawAnswer {
  readonly head: string;
  readonly body: string;
}

/** Sends a request line and no header but Host, and reads until the server has closed the connection. */
export async function rawRequest(app: RequestListener, requestLine: string): Promise<RawAnswer> {
  const { origin, close } = await serveApp(app);
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  try {
    socket.write(`${requestLine}\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    const [head = '', ...rest] = (await text(socket)).split('\r\n\r\n');
    return { head, body: rest.join('\r\n\r\n') };
  } finally {
    socket.destroy();
    await close();
  }
}
