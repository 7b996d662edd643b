import { HalyardError } from '../base/errors.js';
import type { GatePort } from './gate-port.js';

/**
 * Throws `INVALID_OPTION` unless `owner` was called as its framework calls middleware: with its own request and response,
 * and a `next` function after the response. So middleware that is mounted in another framework says so.
 */
export function checkFramework<Request extends object, Response>(
  owner: string,
  port: Pick<GatePort<Request, Response, never, never>, 'framework' | 'recognizes'>,
  request: Request,
  response: Response,
  next: unknown,
): void {
  const isCalledRight = typeof next === 'function' && typeof response === 'object';
  if (isCalledRight && port.recognizes?.(request, response) !== false) return;
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: this is middleware for ${port.framework}, called by another framework; import it from the package for that framework`,
  );
}
