import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';
import type { GateService } from '../service/gate-view.js';
import { assertGateName, Gate } from './gate.js';
import type { DecisionOptions, WrappingGateOptions } from './gate-options.js';

/** The gate of an adapter's `whenEnabled`, for {@link runGate}. */
export interface WhenEnabledGate<Request extends object, Handler> {
  /** The gate, with its options checked. */
  readonly gate: Gate<Request, Handler>;
  /** The second handler, if there is one. */
  readonly otherwise: Handler | undefined;
}

/**
 * Makes the gate of `(name, handler, otherwise, options?)` or `(name, handler, options?)`, as every adapter's
 * `whenEnabled` takes them. Throws `INVALID_NAME` for a wrong name, and `INVALID_OPTION` for a handler that is not a
 * function and for wrong options.
 */
export function whenEnabledGate<Request extends object, Handler extends (...args: never) => unknown>(
  name: string,
  handler: Handler,
  second: Handler | WrappingGateOptions<Request, Handler, GateService> | undefined,
  third: DecisionOptions<Request, GateService> | undefined,
): WhenEnabledGate<Request, Handler> {
  assertGateName('whenEnabled', name);
  assertHandler('handler', handler);
  if (typeof second === 'function') return { gate: new Gate('either', name, third), otherwise: second };
  if (third !== undefined && second !== undefined) assertHandler('second handler', second);
  return { gate: new Gate('wrapping', name, third ?? second), otherwise: undefined };
}

function assertHandler(which: string, handler: unknown): void {
  if (typeof handler === 'function') return;
  const message = `whenEnabled: the ${which} must be a function, received ${show(handler)}`;
  throw new HalyardError('INVALID_OPTION', message);
}
