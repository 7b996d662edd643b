import { type Gate, OFFERED_MEDIA_TYPES } from '@halyard/core/adapter';
import type { NextFunction, Request, Response } from 'express';
import type { ClosedHandler } from './options.js';

const OFFERED = [...OFFERED_MEDIA_TYPES];

/** What a closed gate does, as its `onClosed` says. `past` is true where `next()` goes past what the gate closes. */
export function closedHandler(gate: Gate<Request, ClosedHandler>, past: boolean): ClosedHandler {
  const { onClosed } = gate;
  if (onClosed === 'error') return (_request, _response, next) => next(gate.error());
  if (onClosed === 'next') return (_request, _response, next) => next();
  if (onClosed === 'respond') return (request, response) => respond(gate, request, response);
  if (past) return onClosed;
  return (request, response, next) => onClosed(request, response, sealed(gate, next));
}

function respond(gate: Gate<Request, ClosedHandler>, request: Request, response: Response): void {
  // Somebody answers already. The gate only has to keep what is behind it from running.
  if (response.headersSent) return;
  const { status, headers, body } = gate.answer(request.accepts(OFFERED));
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.vary('Accept');
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** A `next` that only ever carries an error: Express takes nothing, `"route"` and `"router"` for leave to go on. */
function sealed(gate: Gate<Request, ClosedHandler>, next: NextFunction): NextFunction {
  return (error?: unknown) => {
    const goesOn = !error || error === 'route' || error === 'router';
    next(goesOn ? gate.bypassError() : error);
  };
}
