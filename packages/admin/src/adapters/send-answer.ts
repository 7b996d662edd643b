import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Sends an answer through Node's response, as fast as the client reads. Never throws. A lost client ends the body. */
export function sendAnswer(answer: Response, response: ServerResponse): void {
  if (response.destroyed || response.headersSent) return void answer.body?.cancel().catch(() => {});
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    // Keeps the `Vary` values that the app has set.
    if (name === 'vary') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  const { req } = response;
  // The rest of the request body is not read, so the connection can't be reused.
  if (!req.complete && req.httpVersionMajor === 1) response.setHeader('Connection', 'close');
  if (answer.body === null) return void response.end();
  // A broken stream has already destroyed the response. The client can't get more information.
  pipeline(Readable.fromWeb(answer.body), response).catch(() => {});
}
