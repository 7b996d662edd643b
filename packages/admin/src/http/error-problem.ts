import { type HalyardErrorCode, isHalyardError } from '@halyard/core';
import { Problem } from './problem.js';

/** The status for each error of Halyard's that a request can cause; any other is a fault of this program: 500. */
const STATUS: Partial<Readonly<Record<HalyardErrorCode, number>>> = {
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
};

/** What an error tells the caller: its sentence when it is Halyard's own, and nothing of any other. */
export function errorProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!isHalyardError(error)) return unexpected();
  const status = STATUS[error.code];
  return status === undefined ? unexpected() : new Problem(status, error.code, error.message);
}

function unexpected(): Problem {
  return new Problem(500, 'INTERNAL', 'something went wrong here; the request may be right');
}
