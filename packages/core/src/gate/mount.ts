import { check, checkOptions, type OptionCheck } from '../base/options.js';
import type { GateService } from '../service/gate-view.js';
import { checkService } from './check-service.js';
import type { ContextFunction } from './gate-options.js';
import { isSignedOverrides, type SignedOverrides } from './signed-overrides.js';
import { type VisitorOptions, Visitors } from './visitors.js';

/** The options of every adapter's `featureFlags(flags, options)`. */
export interface MountOptions<Request = unknown> {
  /**
   * Finds the context of a request. Called at most once for each mounting, and only when a flag is asked that depends
   * on it. @default no context
   */
  readonly context?: ContextFunction<Request>;
  /** `true`: `requestFlags()` works; it costs a little on every request. @default false */
  readonly asyncLocalStorage?: boolean;
  /**
   * What testers may override for their own requests, by a signed cookie or header. Answers to such a request send
   * `Cache-Control: private, no-store`. @default nothing
   */
  readonly overrides?: SignedOverrides;
  /**
   * Gives each visitor a stable random key, in a cookie: the attribute `visitor` of the context, the second argument of
   * `context`, and without `context` the targeting key. The answer that sets the cookie sends
   * `Cache-Control: private, no-store`. @default no key
   */
  readonly visitor?: VisitorOptions<Request>;
}

const mountChecks = {
  context: check.function,
  asyncLocalStorage: check.boolean,
  visitor: check.object,
  overrides: (value) => (isSignedOverrides(value) ? undefined : 'made by signedOverrides()'),
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
  /** What testers may override. */
  readonly overrides: SignedOverrides | undefined;
  /** Gives visitors their keys. @internal */
  readonly visitors: Visitors<Request> | undefined;

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
    this.overrides = options.overrides;
    this.visitors = options.visitor && new Visitors(owner, options.visitor);
  }
}
