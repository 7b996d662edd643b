import { type HalyardErrorCode, isHalyardError } from '@halyard/core';
import { Problem } from './problem.js';

/** The status for each error of Halyard's. 500: no request can cause it, so it is a fault of this program. */
const STATUS: Readonly<Record<HalyardErrorCode, number>> = {
  INVALID_OPTION: 400,
  INVALID_NAME: 400,
  INVALID_DEFINITION: 422,
  INVALID_CONTEXT: 400,
  CONFLICT: 409,
  READ_ONLY: 501,
  STORE_FAILED: 502,
  NOT_READY: 503,
  CLOSED: 503,
  UNKNOWN_OUTCOME: 504,
  NO_FLAGS: 500,
};

/** The problem for an error. The caller sees the message of a Halyard error, but no details of any other error. */
export function errorProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!isHalyardError(error)) return unexpected();
  // A newer core may have codes that are not in the table.
  const status = STATUS[error.code] ?? 500;
  return status === 500 ? unexpected() : new Problem(status, error.code, error.message);
}

function unexpected(): Problem {
  return new Problem(500, 'INTERNAL', 'internal error; the request may be valid');
}
