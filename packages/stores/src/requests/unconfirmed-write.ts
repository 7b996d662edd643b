import { HalyardError } from '@halyard/core';
import { RequestError } from './request-error.js';

/** The error of a write whose request failed: `UNKNOWN_OUTCOME` if the server may have received it. */
export function unconfirmedWrite(shown: string, error: unknown): unknown {
  if (!(error instanceof RequestError) || !error.mayHaveArrived) return error;
  const message = `${shown} did not confirm the change (${error.message}); it may or may not be stored`;
  return new HalyardError('UNKNOWN_OUTCOME', message, { cause: error });
}
