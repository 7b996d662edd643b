import { isGateClosedError } from '@halyard/core';
import { type ExecutionContext, HttpException } from '@nestjs/common';
import { port } from './port.js';

/**
 * An error as the exception filters of an app expect it: that of a closed gate becomes an `HttpException` with all that it
 * has, and its headers are set on the response. Filters answer 500 to what is not an `HttpException`, and log it.
 */
export function filterable(error: unknown, context: ExecutionContext): unknown {
  if (!isGateClosedError(error) || error instanceof HttpException) return error;
  const { problem, status, headers } = error;
  if (!port.headersSent(context)) {
    for (const [name, value] of Object.entries(headers)) port.setHeader(context, name, value);
  }
  const exception = new HttpException({ ...problem }, status, { cause: error });
  return Object.defineProperties(exception, Object.getOwnPropertyDescriptors(error));
}
