import type { RequestFlags } from '@halyard/core';
import { findView, type GateView } from '@halyard/core/adapter';
import { IncomingMessage } from 'node:http';

/** A request, or a prototype of it. */
interface Carrier {
  flags?: unknown;
}

/**
 * Makes `view`, which is the request's own, its `flags`. An accessor on the prototype that all requests of Express have
 * answers it, since a property added to each of them costs 1 µs. Only where something else answers, the request gets the
 * property.
 */
export function setFlags(request: Carrier, view: GateView): void {
  if (request.flags === view) return;
  if (!('flags' in request)) addAccessor(request);
  if (request.flags !== view) request.flags = view;
}

function addAccessor(request: object): void {
  let prototype = Object.getPrototypeOf(request) as object | null;
  while (prototype !== null && Object.getPrototypeOf(prototype) !== IncomingMessage.prototype) {
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  if (prototype === null) return;
  // Without effect on a prototype that is frozen.
  Reflect.defineProperty(prototype, 'flags', { configurable: true, get: findFlags, set: setProperty });
}

function findFlags(this: object): RequestFlags | undefined {
  return findView(this) as RequestFlags | undefined;
}

function setProperty(this: object, value: unknown): void {
  Object.defineProperty(this, 'flags', { value, configurable: true, enumerable: true, writable: true });
}
