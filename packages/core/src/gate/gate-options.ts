import { HalyardError } from '../base/errors.js';
import type { RegisteredContext } from '../service/define-flags.js';
import { type FeatureFlags, isFeatureFlags } from '../service/feature-flags.js';
import { check, checkOptions, type OptionCheck, show } from '../base/options.js';
import type { GateKind } from './gate-kind.js';
import type { GateService } from '../service/gate-view.js';
import { isHeaderName, isHeaderValue, isOwnHeader } from './header-rules.js';

/**
 * Finds the context of a request. May be asynchronous; what it throws goes to the framework's error path. `visitor` is the
 * key of the visitor, with the option `visitor` of `featureFlags`.
 */
export type ContextFunction<Request> = (
  request: Request,
  visitor: string | undefined,
) => RegisteredContext | undefined | Promise<RegisteredContext | undefined>;

/** What opens a gate. */
export interface DecisionOptions<Request = unknown, Service extends GateService = FeatureFlags> {
  /** `false` turns the gate round: it is open until the flag is on. @default true */
  readonly enabled?: boolean;
  /** The flag counts as on only while it serves this variant, or one of these. */
  readonly variant?: string | readonly string[];
  /** The answer for an unknown flag. @default the service's default; `false` with `variant` and for a kill switch */
  readonly default?: boolean;
  /** The service to ask, where `featureFlags` is not mounted or mounts another one. */
  readonly flags?: Service;
  /** The context for this gate, instead of the request's. Called at most once a request, however many gates share it. */
  readonly context?: ContextFunction<Request>;
}

/** What a closed gate answers. */
export interface AnswerOptions {
  /** From 400 to 599. @default 404; 503 for a kill switch */
  readonly statusCode?: number;
  /** A word for client code to branch on: the `code` of the problem document and of the error. @default by the status, such as `"NOT_FOUND"` */
  readonly code?: string;
  /** What kind of problem it is, in a few words. @default the phrase of the status */
  readonly title?: string;
  /** The URI that names the kind of problem (RFC 9457). @default "about:blank" */
  readonly type?: string;
  /** A sentence for the reader of the answer. @default by the status */
  readonly detail?: string;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When to come back, in whole seconds. @default 60 with status 503, else not sent */
  readonly retryAfterSeconds?: number;
}

/**
 * The options of a gate. `Request` is what the framework's context function receives, `OnClosed` the framework's
 * function for an answer of the app's own, `Service` the type of the flags.
 */
export interface GateOptions<Request = unknown, OnClosed = never, Service extends GateService = FeatureFlags>
  extends DecisionOptions<Request, Service>, AnswerOptions {
  /**
   * `"respond"`: the gate answers. `"error"`: a {@link GateClosedError} goes down the framework's error path. A
   * function: the app answers; it may be asynchronous. @default "respond"
   */
  readonly onClosed?: 'respond' | 'error' | OnClosed;
}

/** The options of a kill switch, which is always open until its flag is on. */
export type KillSwitchOptions<
  Request = unknown,
  OnClosed = never,
  Service extends GateService = FeatureFlags,
> = Omit<GateOptions<Request, OnClosed, Service>, 'enabled'>;

/**
 * The options of `whenEnabled` with one handler. `onClosed: "next"` goes on past the handler, so that the app's own 404
 * answers; the `next` of a function does the same.
 */
export type WrappingGateOptions<
  Request = unknown,
  OnClosed = never,
  Service extends GateService = FeatureFlags,
> = GateOptions<Request, OnClosed | 'next', Service>;

const isVariant: OptionCheck = (value) => {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const right = names.length > 0 && names.every((name) => typeof name === 'string' && name !== '');
  return right ? undefined : 'the name of a variant, or a list of at least one';
};

const areHeaders: OptionCheck = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'an object of header names and texts';
  for (const [name, text] of Object.entries(value)) {
    if (!isHeaderName(name)) return `an object of headers (${show(name)} is not a header name)`;
    if (isOwnHeader(name)) return `without ${name}, which the gate sets itself`;
    if (!isHeaderValue(text))
      return `an object of headers (the value of ${name} must be text that a header can hold)`;
  }
  return undefined;
};

const decisionChecks = {
  enabled: check.boolean,
  variant: isVariant,
  default: check.boolean,
  flags: (value) => (isFeatureFlags(value) ? undefined : 'what FeatureFlags.open() resolves with'),
  context: check.function,
} satisfies Record<keyof DecisionOptions, OptionCheck>;

const answerChecks = {
  statusCode: check.integer(400, 599),
  code: check.string,
  title: check.string,
  type: check.string,
  detail: check.string,
  headers: areHeaders,
  retryAfterSeconds: check.integer(0, 2 ** 31 - 1),
} satisfies Record<keyof AnswerOptions, OptionCheck>;

const isOnClosed: OptionCheck = (value) =>
  value === 'respond' || value === 'error' || value === 'next' || typeof value === 'function'
    ? undefined
    : '"respond", "error" or a function (whenEnabled also takes "next")';

const gateChecks = { ...decisionChecks, ...answerChecks, onClosed: isOnClosed } satisfies Record<
  keyof GateOptions,
  OptionCheck
>;

/** Throws `INVALID_OPTION` for options that are wrong, unknown, or without effect in this kind of gate. */
export function checkGateOptions(owner: string, options: unknown, kind: GateKind): void {
  checkOptions(owner, options, gateChecks);
  const given = (options ?? {}) as { readonly [Key in keyof GateOptions]: unknown };
  if (kind === 'killSwitch') {
    refuse(
      owner,
      given,
      ['enabled'],
      'a kill switch is open until its flag is on; makeFlagGate goes either way',
    );
  }
  if ((kind === 'flagGate' || kind === 'killSwitch') && given.onClosed === 'next') {
    throw new HalyardError(
      'INVALID_OPTION',
      `${owner}: option "onClosed" can't be "next" here: it would run what the gate closes; ` +
        'wrap the handler with whenEnabled(name, handler, { onClosed: "next" })',
    );
  }
  if (kind === 'either') {
    refuse(owner, given, ['onClosed', ...ANSWER_KEYS], 'the second handler answers');
  } else if (given.onClosed === 'next' || typeof given.onClosed === 'function') {
    refuse(owner, given, ANSWER_KEYS, 'with this "onClosed" the app answers');
  }
}

const ANSWER_KEYS: readonly string[] = Object.keys(answerChecks);

function refuse(
  owner: string,
  given: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  why: string,
): void {
  for (const key of keys) {
    if (given[key] === undefined) continue;
    throw new HalyardError('INVALID_OPTION', `${owner}: option "${key}" has no effect, because ${why}`);
  }
}
