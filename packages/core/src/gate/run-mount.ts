import { runWithView } from '../service/request-storage.js';
import { type AnswerHeaders, keepFromCaches } from './answer-headers.js';
import { checkFramework } from './check-framework.js';
import { readCookie } from './cookies.js';
import { fail } from './fail.js';
import type { GateNext } from './gate-port.js';
import type { Mount } from './mount.js';
import type { MountPort } from './mount-port.js';
import { mountView, visitorOf } from './request-views.js';
import type { ReadOverrides } from './signed-overrides.js';
import { thrownError } from './thrown-error.js';
import type { Visit } from './visitors.js';

/**
 * Gives a request its flags and runs what comes next. Waits only for a signature, where the request has one, and for a
 * visitor's consent, where that is asynchronous. Returns what the framework's middleware has to return.
 */
export function runMount<Request extends object, Response, Next extends GateNext>(
  mount: Mount<Request>,
  port: MountPort<Request, Response, Next>,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  checkFramework('featureFlags', port, request, response, next);
  let brought: Brought | Promise<Brought>;
  try {
    brought = broughtBy(mount, port, request);
  } catch (error) {
    return fail(port, thrownError(error), next);
  }
  if (brought === NOTHING) return goOn(mount, port, request, next, NOTHING);
  if (!(brought instanceof Promise)) return follow(mount, port, request, response, next, brought);
  return brought.then(
    (known) => follow(mount, port, request, response, next, known),
    (error: unknown) => fail(port, thrownError(error), next),
  );
}

/** What a request brings besides its context. */
interface Brought {
  readonly overrides?: ReadOverrides | undefined;
  readonly visit?: Visit | undefined;
}

const NOTHING: Brought = Object.freeze({});

function broughtBy<Request extends object>(
  { overrides, visitors }: Mount<Request>,
  port: Pick<MountPort<Request, never, never>, 'header'>,
  request: Request,
): Brought | Promise<Brought> {
  if (overrides === undefined && visitors === undefined) return NOTHING;
  const cookies = port.header(request, 'cookie');
  const token =
    overrides && (port.header(request, overrides.header) || readCookie(cookies, overrides.cookie));
  const visit = visitors && (knownVisit(request) ?? visitors.visit(request, cookies));
  if (!token) return visit instanceof Promise ? visit.then((known) => ({ visit: known })) : { visit };
  return Promise.all([overrides.read(token), visit]).then(([read, known]) => ({
    overrides: read,
    visit: known,
  }));
}

/** The visit that an earlier mounting has found: its cookie is not in the request yet. */
function knownVisit(request: object): Visit | undefined {
  const key = visitorOf(request);
  return key === undefined ? undefined : { key, setCookie: undefined };
}

function follow<Request extends object, Response, Next extends GateNext>(
  mount: Mount<Request>,
  port: MountPort<Request, Response, Next>,
  request: Request,
  response: Response,
  next: Next,
  brought: Brought,
): unknown {
  const { overrides } = brought;
  if (overrides !== undefined) mount.service.requestOverrides?.(overrides.results);
  const change = changeOf(brought);
  if (change === undefined) return goOn(mount, port, request, next, brought);
  const withFlags = (() => goOn(mount, port, request, next, brought)) as Next;
  return port.goOn(request, response, withFlags, change);
}

/** What the answer must have, if anything. */
function changeOf({ overrides, visit }: Brought): ((headers: AnswerHeaders) => void) | undefined {
  const cookie = visit?.setCookie;
  if (cookie === undefined) return (overrides?.overrides.size ?? 0) > 0 ? keepFromCaches : undefined;
  return (headers) => {
    headers.append('Set-Cookie', cookie);
    // A cache would give all visitors the same key.
    keepFromCaches(headers);
  };
}

function goOn<Request extends object, Next extends GateNext>(
  { service, context, asyncLocalStorage }: Mount<Request>,
  { setFlags }: Pick<MountPort<Request, never, Next>, 'setFlags'>,
  request: Request,
  next: Next,
  { overrides, visit }: Brought,
): unknown {
  const applied = overrides?.overrides;
  const view = mountView(request, service, {
    context,
    setFlags,
    overrides: applied?.size === 0 ? undefined : applied,
    visitor: visit?.key,
  });
  return asyncLocalStorage ? runWithView(view, next) : next();
}
