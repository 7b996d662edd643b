import type { Override } from '../service/override.js';
import { runWithView } from '../service/request-storage.js';
import { keepFromCaches } from './answer-headers.js';
import { checkFramework } from './check-framework.js';
import { readCookie } from './cookies.js';
import { fail } from './fail.js';
import type { GateNext } from './gate-port.js';
import type { Mount } from './mount.js';
import type { MountPort } from './mount-port.js';
import { mountView } from './request-views.js';

/**
 * Gives a request its flags and runs what comes next. Waits only for a signature, where the request has one. Returns what
 * the framework's middleware has to return.
 */
export function runMount<Request extends object, Response, Next extends GateNext>(
  mount: Mount<Request>,
  port: MountPort<Request, Response, Next>,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  checkFramework('featureFlags', port, request, response, next);
  const token = mount.overrides && tokenOf(mount.overrides, port, request);
  if (token === undefined) return goOn(mount, port, request, next);
  return mount.overrides!.read(token).then(
    ({ overrides, results }) => {
      mount.service.requestOverrides?.(results);
      if (overrides.size === 0) return goOn(mount, port, request, next);
      const withOverrides = (() => goOn(mount, port, request, next, overrides)) as Next;
      return port.goOn(request, response, withOverrides, keepFromCaches);
    },
    (error: unknown) => fail(port, error, next),
  );
}

function goOn<Request extends object, Next extends GateNext>(
  mount: Mount<Request>,
  port: MountPort<Request, never, Next>,
  request: Request,
  next: Next,
  overrides?: ReadonlyMap<string, Override>,
): unknown {
  const view = mountView(request, mount.service, mount.context, port.setFlags, overrides);
  return mount.asyncLocalStorage ? runWithView(view, next) : next();
}

/** The token that a request brings; `undefined` for almost all requests. */
function tokenOf<Request extends object>(
  { header, cookie }: { readonly header: string; readonly cookie: string },
  port: Pick<MountPort<Request, never, never>, 'header'>,
  request: Request,
): string | undefined {
  return port.header(request, header) || readCookie(port.header(request, 'cookie'), cookie) || undefined;
}
