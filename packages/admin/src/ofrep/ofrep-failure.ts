import { errorProblem } from '../http/error-problem.js';
import { jsonAnswer } from '../http/json-answer.js';

/**
 * The answer for a request that can't be evaluated. OFREP has no problem documents, and of the statuses for mistakes of a
 * client only 400, which its SDKs know. Throws every other error again.
 */
export function ofrepFailure(error: unknown, key?: string): Response {
  const { status, code, message } = errorProblem(error);
  if (status >= 500) throw error;
  const failure = {
    ...(key === undefined ? {} : { key }),
    errorCode: code === 'BAD_HEADER' ? 'GENERAL' : 'INVALID_CONTEXT',
    errorDetails: message,
  };
  return jsonAnswer(failure, { status: 400 });
}
