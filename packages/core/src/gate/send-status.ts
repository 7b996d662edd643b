import { checkFramework } from './check-framework.js';
import type { GateNext, GatePort } from './gate-port.js';

/**
 * Answers a request with 200 and `flags.status()` as JSON, never to be cached. Check the service with
 * {@link checkService} when the handler is made. Returns what the framework's handler has to return.
 */
export function sendStatus<Request extends object, Response, Next extends GateNext>(
  flags: { status(): unknown },
  port: Pick<GatePort<Request, Response, Next, never>, 'framework' | 'recognizes' | 'setHeader' | 'respond'>,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  checkFramework('flagStatus', port, request, response, next);
  const body = JSON.stringify(flags.status());
  port.setHeader(response, 'Cache-Control', 'no-store');
  port.setHeader(response, 'Content-Type', 'application/json; charset=utf-8');
  port.setHeader(response, 'Content-Length', String(new TextEncoder().encode(body).length));
  return port.respond(request, response, 200, body);
}
