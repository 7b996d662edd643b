import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends lines as they are, then a body, and reads until the server closes. */
export async function rawRequest(origin: string, lines: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.write([...lines, 'Connection: close', '', body].join('\r\n'));
  return text(socket);
}

/** The status of an answer as it came. */
export function statusOf(answer: string): number {
  return Number(answer.split(' ')[1]);
}
