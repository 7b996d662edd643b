import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { notPossible, unreadable } from '../http/error-responses.js';

/** What a server's request is made of: Node's own, its target as it came in, and a body that was parsed before. */
export interface ServerRequest {
  readonly message: IncomingMessage;
  /** The path and the query, under whatever it is mounted. */
  readonly target: string;
  /** What a body parser made of the body, which can't be read again. */
  readonly parsed?: unknown;
}

/** Where a request goes. Reads nothing of its body. */
export function urlOf({ message, target }: Omit<ServerRequest, 'parsed'>): URL {
  const scheme = 'encrypted' in message.socket ? 'https' : 'http';
  const path = target.startsWith('/') ? target : pathOf(target);
  const { host = '' } = message.headers;
  // Joined as text: resolved against the origin, a target such as //example.com/ would be another host's.
  const url = `${scheme}://${host}${path}`;
  // Anything else in a Host could become part of the path.
  return new URL(HOST.test(host) && URL.canParse(url) ? url : `${scheme}://localhost${path}`);
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** The same request for `fetch`, which reads its body; the answer to one that can't be expressed so. Never throws. */
export function webRequest(request: ServerRequest, url: URL): Request | Response {
  const { message } = request;
  const method = message.method ?? 'GET';
  if (!METHODS.has(method)) return notPossible(method);
  try {
    const headers = headersOf(message);
    const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(request, headers);
    return new Request(url, { method, headers, ...(body === undefined ? {} : { body, duplex: 'half' }) });
  } catch (error) {
    return unreadable(error);
  }
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE']);

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    // HTTP/2 has headers of its own that begin with a colon.
    if (!rawHeaders[i]!.startsWith(':')) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  }
  return headers;
}

/** The path of a target that is a whole URL, as a client of a proxy sends it. */
function pathOf(target: string): string {
  if (!URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return pathname + search;
}

function bodyOf({ message, parsed }: ServerRequest, headers: Headers): RequestInit['body'] {
  if (!message.readableEnded) return Readable.toWeb(message) as ReadableStream<Uint8Array>;
  // What follows is the body anew, neither of that length nor compressed.
  headers.delete('content-length');
  headers.delete('content-encoding');
  if (parsed === undefined) return undefined;
  if (typeof parsed === 'string') return parsed;
  return parsed instanceof Uint8Array ? new Uint8Array(parsed) : JSON.stringify(parsed);
}
