import { messageOf } from '@halyard/core/store';
import { Problem, problemAnswer } from './problem.js';

/** The answer for a path that is not ours, where there is nobody else to give one. */
export function elsewhere(base: string): Response {
  return problemAnswer(
    new Problem(404, 'NOT_FOUND', `there is nothing at this path; everything is under ${base}/`),
  );
}

/** The answer for a method that nothing here knows. */
export function notPossible(method: string): Response {
  return problemAnswer(new Problem(501, 'METHOD_NOT_IMPLEMENTED', `${method} is not possible anywhere here`));
}

/** The answer for a request that can't be read at all. */
export function unreadable(error: unknown): Response {
  return problemAnswer(new Problem(400, 'BAD_REQUEST', `the request can't be read: ${messageOf(error)}`));
}
