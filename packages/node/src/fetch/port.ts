import { type GatePort, type MountPort, withHeaders } from '@halyard/core/adapter';
import Negotiator from 'negotiator';
import type { Handler, NextFunction } from './options.js';

/** The headers of an answer that is not made yet. */
export type AnswerHeaders = [name: string, value: string][];

const fetchStyle = {
  framework: 'fetch-style servers',
  recognizes: ({ headers }: Request): boolean =>
    typeof (headers as Partial<Headers> | undefined)?.get === 'function',
  setFlags: (): void => {}, // requestFlags(request) finds them
};

/** A server that answers a `Request` with a `Response`, as `featureFlags` uses it. */
export const mountPort: MountPort<Request, AnswerHeaders, NextFunction> = {
  ...fetchStyle,
  header: ({ headers }, name) => headers.get(name) ?? undefined,
  async goOn(_request, _response, next, change) {
    const answer = await next();
    return answer === undefined ? undefined : withHeaders(answer, change);
  },
};

/** A server that answers a `Request` with a `Response`, as a gate uses it. What it throws, its caller handles. */
export const port: GatePort<Request, AnswerHeaders, NextFunction, Handler> = {
  ...fetchStyle,
  mounting: 'featureFlags(flags)(request)',
  accepts: ({ headers }, mediaTypes) =>
    new Negotiator({ headers: { accept: headers.get('Accept') ?? undefined } }).mediaType(mediaTypes),
  headersSent: () => false,
  headerNames: (headers) => headers.map(([name]) => name),
  setHeader: (headers, name, value) => headers.push([name, value]),
  removeHeader: () => {}, // none is set before
  vary: (headers, field) => headers.push(['Vary', field]),
  respond: ({ method }, headers, status, body) =>
    new Response(method === 'HEAD' ? null : body, { status, headers }),
  call: (handler, request, _headers, next) => handler(request, next),
};

/** The `next` of middleware that is called without one: the caller goes on. */
export const pass: NextFunction = () => undefined;
