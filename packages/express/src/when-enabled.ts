import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { runGate, whenEnabledGate } from '@halyard/core/adapter';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { keepingApp } from './nested-app.js';
import type { ClosedHandler, EitherGateOptions, WrappingGateOptions } from './options.js';
import { port } from './port.js';

/**
 * A handler that is `handler` while the flag is on and `otherwise` while it is not. Either may be asynchronous, a router
 * or an app. Throws like {@link makeFlagGate}.
 *
 * ```ts
 * app.get('/search', whenEnabled('new_search', newSearch, oldSearch));
 * ```
 */
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: RequestHandler,
  otherwise: RequestHandler,
  options?: EitherGateOptions<Types>,
): RequestHandler;
/**
 * The same with one handler. While the flag is off, it answers as {@link makeFlagGate} does, or does what `onClosed` says.
 *
 * ```ts
 * app.get('/beta', whenEnabled('beta', beta, { onClosed: 'next' }));   // the app's own 404 until it is on
 * ```
 */
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: RequestHandler,
  options?: WrappingGateOptions<Types>,
): RequestHandler;
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: RequestHandler,
  second?: RequestHandler | WrappingGateOptions<Types>,
  third?: EitherGateOptions<Types>,
): RequestHandler {
  const { gate, otherwise } = whenEnabledGate<Request, ClosedHandler>(name, handler, second, third);
  const open = keepingApp(handler);
  const closed = otherwise === undefined ? undefined : keepingApp(otherwise);
  return function whenEnabledMiddleware(request: Request, response: Response, next: NextFunction): void {
    runGate(gate, port, request, response, next, open, closed);
  };
}
