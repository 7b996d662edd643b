import { unconfirmedError } from '@halyard/core/store';
import { RequestError } from './request-error.js';

/** The error of a write whose request failed: `UNKNOWN_OUTCOME` if the server may have received it. */
export function writeFailure(shown: string, error: unknown): unknown {
  if (!(error instanceof RequestError) || !error.mayHaveArrived) return error;
  return unconfirmedError(`${shown} did not confirm the write (${error.message})`, error);
}
