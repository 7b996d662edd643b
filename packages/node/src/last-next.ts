import type { IncomingMessage, ServerResponse } from 'node:http';
import { isGateClosedError } from '@halyard/core';
import { statusTitle } from '@halyard/core/adapter';
import type { NextFunction } from './options.js';
import { port } from './port.js';

/**
 * The `next` of middleware that is called without one: answers 404, or an error with its `status`, 500 if it has none.
 * Errors from 500 on are printed, except that of a closed gate.
 */
export function lastNext(request: IncomingMessage, response: ServerResponse): NextFunction {
  return (error) => {
    const status = error ? statusOf(error) : 404;
    const isClosed = isGateClosedError(error);
    if (status >= 500 && !isClosed) console.error(error);
    if (response.headersSent) {
      // Half an answer must not look like a whole one.
      if (error && !response.writableEnded) response.destroy();
      return;
    }
    if (isClosed) for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    port.respond(request, response, status, `${isClosed ? error.message : statusTitle(status)}\n`);
  };
}

function statusOf(error: unknown): number {
  const { status } = error as { readonly status?: unknown };
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
