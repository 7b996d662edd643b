import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Sends an answer through Node's response, no faster than its client reads. Never throws; a lost client ends the body. */
export function sendAnswer(answer: Response, response: ServerResponse): void {
  if (response.destroyed || response.headersSent) return void answer.body?.cancel().catch(() => {});
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    // What the app has said before about its caches still holds.
    if (name === 'vary') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  const { req } = response;
  // What the client is still sending is read by nobody: the connection can't be used again.
  if (!req.complete && req.httpVersionMajor === 1) response.setHeader('Connection', 'close');
  if (answer.body === null) return void response.end();
  // A broken stream has destroyed the response already, which is all its client can be told.
  pipeline(Readable.fromWeb(answer.body), response).catch(() => {});
}
