import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';

/**
 * What a caller's function threw, as something that no framework can mistake for "go on": an object stays as it is,
 * anything else becomes the `cause` of an `INVALID_OPTION` error. Express takes `next(undefined)` and `next('route')`
 * for leave to run what comes next, and Koa never answers after `throw undefined`.
 */
export function thrownError(thrown: unknown): object {
  if (typeof thrown === 'object' && thrown !== null) return thrown;
  const message = `a function given to a gate threw ${show(thrown)}; throw an Error`;
  return new HalyardError('INVALID_OPTION', message, { cause: thrown });
}
