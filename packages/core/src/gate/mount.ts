import { check, checkOptions, type OptionCheck } from '../base/options.js';
import type { GateService } from '../service/gate-view.js';
import { runWithView } from '../service/request-storage.js';
import { checkFramework } from './check-framework.js';
import { checkService } from './check-service.js';
import type { ContextFunction } from './gate-options.js';
import type { GateNext, GatePort } from './gate-port.js';
import { mountView } from './request-views.js';

/** The options of every adapter's `featureFlags(flags, options)`. */
export interface MountOptions<Request = unknown> {
  /**
   * Finds the context of a request. Called at most once for each mounting, and only when a flag is asked that depends
   * on it. @default no context
   */
  readonly context?: ContextFunction<Request>;
  /** `true`: `requestFlags()` works; it costs a little on every request. @default false */
  readonly asyncLocalStorage?: boolean;
}

const mountChecks = {
  context: check.function,
  asyncLocalStorage: check.boolean,
} satisfies Record<keyof MountOptions, OptionCheck>;

/**
 * One `featureFlags(flags, options)` without its framework. The service and the options are checked when it is made;
 * `INVALID_OPTION` names what is wrong.
 */
export class Mount<Request extends object> {
  /** The service whose flags each request gets. */
  readonly service: GateService;
  /** Finds the context of a request. */
  readonly context: ContextFunction<Request> | undefined;
  /** Whether `requestFlags()` works. */
  readonly asyncLocalStorage: boolean;

  /**
   * Throws `INVALID_OPTION` for what is not a service and for a wrong option. `owner` is the name of the adapter's function,
   * where it has another one than other adapters.
   */
  constructor(service: GateService, options: MountOptions<Request> = {}, owner = 'featureFlags') {
    checkService(owner, service);
    checkOptions(owner, options, mountChecks);
    this.service = service;
    this.context = options.context;
    this.asyncLocalStorage = options.asyncLocalStorage ?? false;
  }
}

/** Gives a request its flags and runs what comes next. Returns what the framework's middleware has to return. */
export function runMount<Request extends object, Response, Next extends GateNext>(
  mount: Mount<Request>,
  port: Pick<GatePort<Request, Response, Next, never>, 'framework' | 'recognizes' | 'setFlags'>,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  checkFramework('featureFlags', port, request, response, next);
  const view = mountView(request, mount.service, mount.context, port.setFlags);
  return mount.asyncLocalStorage ? runWithView(view, next) : next();
}
