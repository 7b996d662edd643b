import { storedToken } from '../session/token.js';
import { ProblemError, type ProblemDetails } from './problem-error.js';

/** What a request may have besides its path. */
export interface RequestInput {
  /** @default "GET" */
  readonly method?: string;
  /** What is `undefined` is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for none. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

let onRefused = (): void => {};

/** Has `listener` called whenever the server does not know who asks (401). There is one listener. */
export function whenUnauthenticated(listener: () => void): void {
  onRefused = listener;
}

/**
 * Sends a request to the API beside this page, wherever that is mounted. Rejects with a {@link ProblemError} for every
 * answer but a success, and with one of status 0 when there was none.
 */
export async function request(
  path: string,
  { method = 'GET', query = {}, headers = {}, body, signal }: RequestInput = {},
): Promise<Response> {
  const url = new URL(path, location.href);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const init: RequestInit = {
    method,
    headers: {
      ...authorization(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  const response = await fetch(url, init).catch(unanswered);
  if (response.status === 401) onRefused();
  if (!response.ok) throw await problemOf(response);
  return response;
}

function authorization(): Record<string, string> {
  const token = storedToken();
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

function unanswered(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  const detail = 'the server does not answer: it may be restarting, or the network is down';
  throw new ProblemError({ status: 0, title: 'No answer', detail, code: 'OFFLINE' });
}

async function problemOf(response: Response): Promise<ProblemError> {
  const { status, statusText } = response;
  const fallback = {
    status,
    title: statusText,
    detail: `the server answered ${status} ${statusText}`.trim(),
    code: 'UNKNOWN',
  };
  if (response.headers.get('content-type')?.includes('json') !== true) return new ProblemError(fallback);
  const members = (await response.json().catch(() => ({}))) as Partial<ProblemDetails>;
  return new ProblemError({ ...fallback, ...members });
}
