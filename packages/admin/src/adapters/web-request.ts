import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { notPossible, unreadable } from '../http/error-responses.js';

/** The parts of a server's request: Node's own objects, the original target, and a parsed body if there is one. */
export interface ServerRequest {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** The path and the query, including the mount path. */
  readonly target: string;
  /** The result of a body parser. The body itself can't be read again. */
  readonly parsed?: unknown;
}

function urlOf({ message, target }: ServerRequest): URL {
  const scheme = 'encrypted' in message.socket ? 'https' : 'http';
  const path = target.startsWith('/') ? target : pathOf(target);
  // HTTP/2 has the host in a pseudo-header.
  const { ':authority': authority = '', host = String(authority) } = message.headers;
  // Joined as text: if resolved against the origin, a target such as //example.com/ would name another host.
  const url = `${scheme}://${host}${path}`;
  // Other characters in a Host could become part of the path.
  return new URL(HOST.test(host) && URL.canParse(url) ? url : `${scheme}://localhost${path}`);
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** The request for `fetch`, which reads its body; or the answer if it can't be converted. Never throws. */
export function webRequest(request: ServerRequest): Request | Response {
  const { message } = request;
  const method = message.method ?? 'GET';
  if (!METHODS.has(method)) return notPossible(method);
  try {
    const headers = headersOf(message);
    const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(request, headers);
    const init = { method, headers, signal: signalOf(request) };
    return new Request(urlOf(request), body === undefined ? init : { ...init, body, duplex: 'half' });
  } catch (error) {
    return unreadable(error);
  }
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE']);

/** Aborted when the client disconnects before it has the answer. */
function signalOf({ response }: ServerRequest): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    // HTTP/2 has pseudo-headers, which begin with a colon.
    if (!rawHeaders[i]!.startsWith(':')) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  }
  return headers;
}

/** The path of a target. A client of a proxy sends a whole URL. */
function pathOf(target: string): string {
  if (!URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return pathname + search;
}

function bodyOf({ message, parsed }: ServerRequest, headers: Headers): RequestInit['body'] {
  if (!message.readableEnded) return Readable.toWeb(message) as ReadableStream<Uint8Array>;
  // The body is serialised again: it has another length and is not compressed.
  headers.delete('content-length');
  headers.delete('content-encoding');
  if (parsed === undefined) return undefined;
  if (typeof parsed === 'string') return parsed;
  return parsed instanceof Uint8Array ? new Uint8Array(parsed) : JSON.stringify(parsed);
}
