import { isObject, readJson } from '@halyard/core/store';
import { type Address, addressOf } from './address.js';
import { bodyText } from './body-text.js';
import { RequestError, requestError } from './request-error.js';
import type { RequestHeaders, RequestOptions } from './request-options.js';

/** One request. */
export interface OutgoingRequest {
  /** @default "GET" */
  readonly method?: string;
  /** Added to the path of the server, with its query. @default "" */
  readonly path?: string;
  readonly headers?: RequestHeaders;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** How a client sends its requests. */
export interface HttpClientOptions {
  readonly headers: RequestOptions['headers'] | undefined;
  readonly fetch: RequestOptions['fetch'] | undefined;
  /** The headers that say who asks. They precede those of `headers`. @default none */
  readonly identity?: () => Promise<RequestHeaders>;
}

/** A `Retry-After` is obeyed for at most so long, in milliseconds. */
const LONGEST_PAUSE_MS = 60_000;

/** Sends requests to one server. Its errors are sentences that never have a credential. */
export class HttpClient {
  readonly #address: Address;
  readonly #options: HttpClientOptions;
  /** What the server asked not to be asked for a while, by path. */
  readonly #paused = new Map<string, { readonly until: number; readonly error: RequestError }>();
  /** What was asked for. An answer that was made by the caller's `fetch` does not say it. */
  readonly #paths = new WeakMap<Response, string>();

  /** `owner` stands in the error for a wrong URL. */
  constructor(owner: string, url: unknown, options: HttpClientOptions) {
    this.#address = addressOf(owner, url);
    this.#options = options;
  }

  /** The server and the path, for messages. */
  get shown(): string {
    return this.#address.shown;
  }

  get pathname(): string {
    return this.#address.url.pathname;
  }

  /**
   * Resolves with any answer but a redirect, which would take the credentials elsewhere. Rejects with a
   * {@link RequestError} if there is none, and while the server has asked not to be asked again (`Retry-After`).
   */
  async send({ method = 'GET', path, headers, body, signal }: OutgoingRequest): Promise<Response> {
    const url = this.#url(path);
    const paused = this.#paused.get(url.pathname);
    if (paused !== undefined && performance.now() < paused.until) {
      throw new RequestError(paused.error.message, false, { cause: paused.error });
    }
    const { headers: own, fetch = globalThis.fetch, identity } = this.#options;
    const { authorization } = this.#address;
    const response = await fetch(url, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...(typeof own === 'function' ? await own() : own),
        ...(await identity?.()),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      throw requestError(error);
    });
    this.#paths.set(response, url.pathname);
    if (response.status >= 300 && response.status < 400 && response.status !== 304) {
      throw await this.failure(response, 'a redirect, which is not followed: use the address that it names');
    }
    return response;
  }

  /** The error for an answer of {@link send} that is not a success: its status and, if it has one, its own sentence. */
  async failure(response: Response, reason?: string): Promise<RequestError> {
    const { status, statusText } = response;
    const own = reason ?? (await sentenceOf(response)) ?? statusText;
    await response.body?.cancel().catch(() => {});
    const message = `${this.shown} answered ${status}${own === '' ? '' : `: ${own}`}`;
    const error = new RequestError(message, !isRefusal(status));
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    if ((status === 429 || status === 503) && seconds > 0) {
      const until = performance.now() + Math.min(LONGEST_PAUSE_MS, seconds * 1000);
      this.#paused.set(this.#paths.get(response)!, { until, error });
    }
    return error;
  }

  #url(path: string | undefined): URL {
    const { url } = this.#address;
    return path === undefined ? url : new URL(`${url.href.replace(/\/$/, '')}${path}`);
  }
}

/** Whether nothing was done. Of the statuses of clients, 408 and 499 say that an answer took too long. */
function isRefusal(status: number): boolean {
  return status < 500 && status !== 408 && status !== 499;
}

/** The sentence of a problem (RFC 9457). */
async function sentenceOf(response: Response): Promise<string | undefined> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return undefined;
  const json = readJson(await bodyText(response.clone()).catch(() => ''));
  const detail = 'value' in json && isObject(json.value) ? json.value['detail'] : undefined;
  return typeof detail === 'string' ? detail.slice(0, 500) : undefined;
}
