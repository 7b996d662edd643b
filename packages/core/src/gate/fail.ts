import type { GateNext, GatePort } from './gate-port.js';

/** Sends an error down the framework's error path. */
export function fail<Next extends GateNext>(
  port: Pick<GatePort<never, never, Next, never>, 'fail'>,
  error: unknown,
  next: Next,
): void {
  if (port.fail === undefined) throw error;
  port.fail(error, next);
}
