import { checkFramework } from './check-framework.js';
import { fail } from './fail.js';
import type { GateNext, GatePort } from './gate-port.js';
import type { SignedOverrides } from './signed-overrides.js';

/** The path of the app that a link leads to; any other site is refused. Only its origin matters, so any base will do. */
const BASE = 'http://localhost';

/**
 * Answers a request for `url` that a tester opens: with `?token=` it sets the cookie of these overrides, without it ends
 * them, and either way leads to the path in `to`. A token that is not accepted is answered 400. Returns what the
 * framework's handler has to return.
 */
export function sendPreview<Request extends object, Response, Next extends GateNext>(
  overrides: SignedOverrides,
  port: Pick<
    GatePort<Request, Response, Next, never>,
    'framework' | 'recognizes' | 'setHeader' | 'respond' | 'fail'
  >,
  url: string,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  checkFramework('previewRoute', port, request, response, next);
  const { searchParams } = new URL(url, BASE);
  const token = searchParams.get('token');
  const answer = (status: number, headers: Readonly<Record<string, string>>, body: string): unknown => {
    port.setHeader(response, 'Cache-Control', 'no-store');
    // The link is a secret as long as it is good.
    port.setHeader(response, 'Referrer-Policy', 'no-referrer');
    port.setHeader(response, 'Content-Type', 'text/plain; charset=utf-8');
    port.setHeader(response, 'Content-Length', String(body.length));
    for (const [name, value] of Object.entries(headers)) port.setHeader(response, name, value);
    return port.respond(request, response, status, body);
  };
  const leadOn = (cookie: string, body: string): unknown =>
    answer(303, { 'Set-Cookie': cookie, Location: pathOf(searchParams.get('to')) }, body);
  if (token === null) return leadOn(overrides.setCookie(), 'The preview has ended.\n');
  return overrides.read(token).then(
    (read) =>
      read.overrides.size === 0
        ? answer(400, {}, 'This preview link is invalid or has expired. Ask for a new one.\n')
        : leadOn(overrides.setCookie(token, read.expires), 'The preview has begun.\n'),
    (error: unknown) => fail(port, error, next),
  );
}

function pathOf(to: string | null): string {
  if (to === null || !URL.canParse(to, BASE)) return '/';
  const { origin, pathname, search, hash } = new URL(to, BASE);
  return origin === BASE ? `${pathname}${search}${hash}` : '/';
}
