import { messageOf } from '@halyard/core/store';
import { RequestError } from './request-error.js';

/** The error of a read as a sentence that names the server. */
export function readFailure(shown: string, error: unknown): Error {
  return error instanceof RequestError ? error : new Error(`${shown}: ${messageOf(error)}`);
}
