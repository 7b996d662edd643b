import { type Gate, thrownError } from '@halyard/core/adapter';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ClosedHandler } from './options.js';

/**
 * Sends a request through a gate: to `open` (by default, on to what comes next) or to `closed`, exactly one of them.
 * What either throws, or the context function, goes to `next` as an error, on Express 4 as on 5.
 */
export function pass(
  gate: Gate<Request, ClosedHandler>,
  request: Request,
  response: Response,
  next: NextFunction,
  closed: ClosedHandler,
  open?: RequestHandler,
): void {
  let decision: boolean | Promise<boolean>;
  try {
    decision = gate.decide(gate.view(request));
  } catch (error) {
    next(error);
    return;
  }
  if (typeof decision === 'boolean') {
    follow(decision, request, response, next, closed, open);
    return;
  }
  decision.then(
    (isOpen) => follow(isOpen, request, response, next, closed, open),
    (error) => next(error),
  );
}

function follow(
  isOpen: boolean,
  request: Request,
  response: Response,
  next: NextFunction,
  closed: ClosedHandler,
  open: RequestHandler | undefined,
): void {
  if (!isOpen) run(closed, request, response, next);
  else if (open === undefined) next();
  else run(open, request, response, next);
}

function run(handler: ClosedHandler, request: Request, response: Response, next: NextFunction): void {
  try {
    const result = handler(request, response, next);
    if (isPromise(result)) result.then(undefined, (error: unknown) => next(thrownError(error)));
  } catch (error) {
    next(thrownError(error));
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
