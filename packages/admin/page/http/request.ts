import { storedToken } from '../session/token.js';
import { ProblemError, type ProblemDetails } from './problem-error.js';

/** The options of a request. */
export interface RequestInput {
  /** @default "GET" */
  readonly method?: string;
  /** `undefined` values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for no body. */
  readonly body?: unknown;
  /** A body that is JSON already, in place of `body`. */
  readonly json?: string;
  readonly signal?: AbortSignal;
}

let onRefused = (): void => {};

/** Calls `listener` for every 401. There is one listener. */
export function whenUnauthenticated(listener: () => void): void {
  onRefused = listener;
}

/**
 * Sends a request to the API of this page, with URLs relative to the page. Rejects with a {@link ProblemError} for an error
 * answer, and with status 0 if there was no answer.
 */
export async function request(
  path: string,
  { method = 'GET', query = {}, headers = {}, body, json, signal }: RequestInput = {},
): Promise<Response> {
  const content = body === undefined ? json : JSON.stringify(body);
  const url = new URL(path, location.href);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const init: RequestInit = {
    method,
    headers: {
      ...authorization(),
      ...(content === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
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
