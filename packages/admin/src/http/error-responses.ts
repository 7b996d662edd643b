import { messageOf } from '@halyard/core/store';
import { Problem, problemAnswer } from './problem.js';

/** The answer for a path outside the mount path, if there is no other handler. */
export function elsewhere(base: string): Response {
  return problemAnswer(new Problem(404, 'NOT_FOUND', `not found; all paths are under ${base}/`));
}

/** The answer for a method that no route supports. */
export function notPossible(method: string): Response {
  return problemAnswer(new Problem(501, 'METHOD_NOT_IMPLEMENTED', `method ${method} not supported`));
}

/** The answer for a request that can't be read. */
export function unreadable(error: unknown): Response {
  return problemAnswer(new Problem(400, 'BAD_REQUEST', `the request can't be read: ${messageOf(error)}`));
}
