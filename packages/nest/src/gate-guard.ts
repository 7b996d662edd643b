import { type Gate, runGate } from '@halyard/core/adapter';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { filterable } from './filterable.js';
import { httpRequest } from './http-request.js';
import type { ClosedHandler } from './options.js';
import { port } from './port.js';

// Nothing that an `onClosed` function returns can be taken for it.
const OPEN = Symbol('open');
const goOn = (): symbol => OPEN;

/** A gate as a guard. */
export class GateGuard<Request extends object> implements CanActivate {
  readonly #gate: Gate<Request, ClosedHandler>;

  constructor(gate: Gate<Request, ClosedHandler>) {
    this.#gate = gate;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = httpRequest(`@${this.#gate.owner}(${JSON.stringify(this.#gate.name)})`, context);
    const outcome = runGate(this.#gate as Gate<object, ClosedHandler>, port, request, context, goOn);
    return outcome === OPEN || openOrNever(outcome, context);
  }
}

/**
 * Resolves for an open gate. Never settles once the gate has answered, as the guards of Passport do after a redirect:
 * Nest sends an answer of its own for a guard that returns false or throws.
 */
async function openOrNever(outcome: unknown, context: ExecutionContext): Promise<boolean> {
  try {
    if ((await outcome) === OPEN) return true;
  } catch (error) {
    throw filterable(error, context);
  }
  return new Promise(() => {});
}
