import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';
import type { GateKind } from './gate-kind.js';

/** The arguments of an adapter's `whenEnabled`, told apart. */
export interface WhenEnabledArguments<Handler, Options> {
  readonly kind: GateKind;
  readonly handler: Handler;
  /** There only for the kind `either`. */
  readonly otherwise: Handler | undefined;
  readonly options: Options | undefined;
}

/**
 * Tells `(handler, otherwise, options?)` from `(handler, options?)`, as every adapter's `whenEnabled` takes them after
 * the name. Throws `INVALID_OPTION` for a handler that is not a function. Wrong options are left to the gate.
 */
export function whenEnabledArguments<Handler extends (...args: never) => unknown, Options>(
  handler: Handler,
  second: Handler | Options | undefined,
  third: Options | undefined,
): WhenEnabledArguments<Handler, Options> {
  if (typeof handler !== 'function') {
    const message = `whenEnabled: the handler must be a function, received ${show(handler)}`;
    throw new HalyardError('INVALID_OPTION', message);
  }
  if (typeof second === 'function')
    return { kind: 'either', handler, otherwise: second as Handler, options: third };
  if (third !== undefined && second !== undefined) {
    const message = `whenEnabled: the second handler must be a function, received ${show(second)}`;
    throw new HalyardError('INVALID_OPTION', message);
  }
  return { kind: 'wrapping', handler, otherwise: undefined, options: third ?? second };
}
