import { InvalidContextError } from '../base/errors.js';
import { kindOf } from '../flag/schema/schema.js';
import type { EvaluationContext } from './evaluation.js';

const NO_CONTEXT: EvaluationContext = Object.freeze({});

/**
 * The context to evaluate for; an empty one for none. Throws `INVALID_CONTEXT` for what can't be one (docs/flags.md,
 * "Unusable contexts").
 */
export function usableContext(context: unknown): EvaluationContext {
  if (context === undefined || context === null) return NO_CONTEXT;
  if (typeof context !== 'object') {
    throw new InvalidContextError(`the context must be an object, received a ${typeof context}`, 500);
  }
  const { targetingKey } = context as EvaluationContext;
  if (isNoKey(targetingKey) && Object.hasOwn(context, 'targetingKey')) {
    const received = kindOf(targetingKey) === 'list' ? 'a list' : 'an object';
    throw new InvalidContextError(`the targetingKey must be text or a number, received ${received}`);
  }
  return context as EvaluationContext;
}

function isNoKey(key: unknown): boolean {
  return typeof key === 'object' && key !== null && !(key instanceof Date);
}
