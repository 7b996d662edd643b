import { check, isObject, type OptionCheck } from '@halyard/core/store';

/** Headers of a request by name. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** How requests are sent. */
export interface RequestOptions {
  /** Headers of every request, or a function that gives them for each request. @default none */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>);
  /** Sends the requests, such as through a proxy or with a client certificate. @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch;
}

/** The checks of these options, for `checkOptions`. */
export const requestOptionChecks = {
  headers: (value) =>
    typeof value === 'function' || (isObject(value) && areHeaders(value))
      ? undefined
      : 'an object of header names and values, or a function that returns one',
  fetch: check.function,
} satisfies Record<keyof RequestOptions, OptionCheck>;

function areHeaders(headers: object): boolean {
  try {
    // What can't be a header throws.
    return Object.entries(headers).every(
      ([name, value]) => typeof value === 'string' && new Headers([[name, value]]).has(name),
    );
  } catch {
    return false;
  }
}
