import { isPromise } from '../base/is-promise.js';
import { isObject } from '../base/is-object.js';
import type { ContextFunction } from './gate-options.js';

type Found = object | undefined;
type Source = object | (() => Found | Promise<Found>);

const NO_CONTEXT: object = Object.freeze({});

/**
 * The context of a request, or how to find it, with the visitor's key as the attribute `visitor`, unless the app's context
 * has one. Without a context function it is the targeting key too.
 */
export function contextSource<Carrier extends object>(
  carrier: Carrier,
  context: ContextFunction<Carrier> | undefined,
  visitor: string | undefined,
): Source {
  if (visitor === undefined) {
    return context === undefined ? NO_CONTEXT : () => context(carrier, undefined);
  }
  if (context === undefined) return { targetingKey: visitor, visitor };
  return () => {
    const found = context(carrier, visitor);
    return isPromise(found)
      ? Promise.resolve(found).then((later) => withVisitor(later, visitor))
      : withVisitor(found, visitor);
  };
}

function withVisitor(context: Found, visitor: string): Found {
  // Anything but an object is left as it is, for the error that says so.
  if (context !== undefined && !isObject(context)) return context;
  return { visitor, ...context };
}
