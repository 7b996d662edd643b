import { checkFramework } from './check-framework.js';
import type { GateNext, GatePort } from './run-gate.js';

/**
 * Answers a request with 200 and `flags.status()` as JSON, never to be cached. Check the service with
 * {@link checkService} when the handler is made.
 */
export function sendStatus<Request extends object, Response, Next extends GateNext>(
  flags: { status(): unknown },
  port: Pick<GatePort<Request, Response, Next, never>, 'framework' | 'setHeader' | 'respond'>,
  request: Request,
  response: Response,
  next: Next,
): void {
  checkFramework('flagStatus', port.framework, response, next);
  const body = JSON.stringify(flags.status());
  port.setHeader(response, 'Cache-Control', 'no-store');
  port.setHeader(response, 'Content-Type', 'application/json; charset=utf-8');
  port.setHeader(response, 'Content-Length', String(Buffer.byteLength(body)));
  port.respond(request, response, 200, body);
}
