import { type EvaluationContext, InvalidContextError } from '@halyard/core';
import { isObject, show } from '@halyard/core/store';
import { CONTEXT_LIMITS } from './limits.js';

/**
 * The context that a client has sent. Throws `INVALID_CONTEXT` if it is not an object or exceeds a limit: an evaluation
 * is synchronous, and what a text or a list costs depends on all stored flags.
 */
export function contextOf(value: unknown): EvaluationContext {
  if (!isObject(value)) {
    throw new InvalidContextError(`the context must be an object, received ${show(value)}`);
  }
  for (const [name, attribute] of Object.entries(value)) checkLengths(name, attribute);
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > CONTEXT_LIMITS.bytes) {
    throw new InvalidContextError(
      `the context has ${bytes} bytes of JSON, the limit is ${CONTEXT_LIMITS.bytes}`,
    );
  }
  return value;
}

/** Checks the texts and lists of an attribute. The nesting of a body is limited, so this recursion is too. */
function checkLengths(attribute: string, value: unknown): void {
  if (typeof value === 'string') return checkLength(attribute, value, CONTEXT_LIMITS.text, 'characters');
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) checkLength(attribute, value, CONTEXT_LIMITS.list, 'items');
  for (const each of Object.values(value)) checkLengths(attribute, each);
}

function checkLength(attribute: string, { length }: ArrayLike<unknown>, limit: number, unit: string): void {
  if (length <= limit) return;
  throw new InvalidContextError(
    `the attribute ${show(attribute)} has ${length} ${unit}, the limit is ${limit}`,
  );
}
