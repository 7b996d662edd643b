import { connect } from 'node:net';

/** What a server sent, cut where its headers end. */
export interface RawAnswer {
  readonly head: string;
  readonly body: string;
}

/**
 * Sends a request line and no header but Host, and reads until the server has closed the connection. Fails if it does
 * not within five seconds.
 */
export async function rawRequest(origin: string, requestLine: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  const giveUp = (): unknown => socket.destroy(new Error(`${requestLine}: no answer within five seconds`));
  socket.setTimeout(5000, giveUp);
  try {
    socket.write(`${requestLine}\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
    const [head = '', ...rest] = text.split('\r\n\r\n');
    return { head, body: rest.join('\r\n\r\n') };
  } finally {
    socket.destroy();
  }
}
