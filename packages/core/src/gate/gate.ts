import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';
import type { Outcome } from '../evaluation/evaluation.js';
import { isSegmentName, nameProblem } from '../flag/name.js';
import { type ClosedAnswer, type ClosedAnswers, chooseAnswer, closedAnswers } from './closed-answer.js';
import { GateClosedError } from './gate-closed-error.js';
import { GATE_TRAITS, type GateKind } from './gate-kind.js';
import type { GatePort } from './gate-port.js';
import { checkGateOptions, type ContextFunction, type GateOptions } from './gate-options.js';
import type { GateService, GateView } from '../service/gate-view.js';
import { findView } from './request-views.js';
import { thrownError } from './thrown-error.js';

/**
 * One gate without its framework: what it asks, when it is open, and what it says when it is closed. Options are
 * checked when it is made; `INVALID_NAME` and `INVALID_OPTION` name the function that the app called.
 */
export class Gate<Request extends object, OnClosed = never> {
  /** The function that the app called, for errors. */
  readonly owner: string;
  /** The flag's name. */
  readonly name: string;
  /** What a closed gate does, besides `otherwise` of `runGate`. */
  readonly onClosed: 'respond' | 'error' | 'next' | OnClosed;
  /** `next()` in an `onClosed` function goes past what the gate closes, and not into it. */
  readonly nextGoesPast: boolean;
  readonly #enabled: boolean;
  readonly #default: boolean | undefined;
  readonly #variants: readonly string[] | undefined;
  readonly #service: GateService | undefined;
  readonly #context: ContextFunction<Request> | undefined;
  readonly #answers: ClosedAnswers;

  /**
   * Throws `INVALID_NAME` for a wrong name, and `INVALID_OPTION` for an option that is wrong or without effect in this
   * kind of gate. `owner` is the name of the adapter's function, where it has another one than other adapters.
   */
  constructor(
    kind: GateKind,
    name: string,
    options: GateOptions<Request, OnClosed | 'next', GateService> = {},
    owner: string = GATE_TRAITS[kind].owner,
  ) {
    const { defaults, nextGoesPast = false } = GATE_TRAITS[kind];
    assertGateName(owner, name);
    checkGateOptions(`${owner}(${JSON.stringify(name)})`, options, kind);
    this.owner = owner;
    this.name = name;
    this.onClosed = options.onClosed ?? 'respond';
    this.nextGoesPast = nextGoesPast;
    this.#enabled = options.enabled ?? defaults.enabled ?? true;
    this.#default = options.default ?? defaults.default;
    this.#variants = typeof options.variant === 'string' ? [options.variant] : options.variant?.slice();
    this.#service = options.flags;
    this.#context = options.context;
    this.#answers = closedAnswers({
      ...options,
      statusCode: options.statusCode ?? defaults.statusCode ?? 404,
    });
  }

  /** The view to ask in this request. Throws `NO_FLAGS` when there is none. */
  view(
    request: Request,
    port: Pick<GatePort<Request, never, never, never>, 'mounting' | 'setFlags'> = {},
  ): GateView {
    const view = findView(request, this.#service, this.#context, port.setFlags, this);
    if (view !== undefined) return view;
    throw new HalyardError(
      'NO_FLAGS',
      `${this.owner}(${JSON.stringify(this.name)}): ${port.mounting ?? MOUNTING} is missing before this route; ` +
        'mount it there, or give the gate { flags }',
    );
  }

  /**
   * Whether the gate is open. A promise only while a flag that depends on the context waits for it; throws or rejects
   * with what the context function throws, always as an object.
   */
  decide(view: GateView): boolean | Promise<boolean> {
    if (!view.dependsOnContext(this.name)) return this.#isOpen(view);
    const pending = contextOf(view);
    return pending === undefined ? this.#isOpen(view) : pending.then(() => this.#isOpen(view), rethrow);
  }

  /** The answer of the closed gate for the media type that the framework chose of `OFFERED_MEDIA_TYPES`. */
  answer(mediaType: string | false | undefined): ClosedAnswer {
    return chooseAnswer(this.#answers, mediaType);
  }

  /** The closed gate as an error, a new one each time. */
  error(): GateClosedError {
    return new GateClosedError(this.name, this.#answers.problem, this.#answers.headers);
  }

  /**
   * The error for an `onClosed` function that calls `next()` where that would run what the gate closes. It does not name
   * the flag, since Express shows errors to clients outside of production; its stack names the function.
   */
  bypassError(): HalyardError {
    return new HalyardError(
      'INVALID_OPTION',
      `${this.owner}: an onClosed function called next(), which would run what the gate closes; ` +
        'answer the request, throw an error, or wrap the handler with whenEnabled, whose next() goes past it',
    );
  }

  #isOpen(view: GateView): boolean {
    const isOpen = this.#isOn(view) === this.#enabled;
    view.service.gateDecided?.(this.name, isOpen);
    return isOpen;
  }

  #isOn(view: GateView): boolean {
    const outcome = decided(view, this.name);
    if (this.#variants === undefined) return outcome?.on ?? view.isEnabled(this.name, this.#default);
    if (outcome === undefined) return this.#default ?? false;
    return outcome.variant !== undefined && this.#variants.includes(outcome.variant);
  }
}

const MOUNTING = 'app.use(featureFlags(flags))';

/** Throws `INVALID_NAME`, which names `owner`, unless a gate can ask a flag of this name. */
export function assertGateName(owner: string, name: unknown): void {
  if (typeof name === 'object' || typeof name === 'function') {
    throw new HalyardError(
      'INVALID_NAME',
      `${owner}: the name of the flag comes first, such as ${owner}('new_checkout', …), received ${show(name)}`,
    );
  }
  const isSegment = typeof name === 'string' && isSegmentName(name);
  const problem =
    nameProblem(name) ?? (isSegment ? `${name} is a segment, which no gate can ask` : undefined);
  if (problem !== undefined) throw new HalyardError('INVALID_NAME', `${owner}: ${problem}`);
}

/** The flag's answer. An unusable context is an error for every gate that depends on it, inverted ones too. */
function decided(view: GateView, name: string): Outcome | undefined {
  try {
    return view.decide(name);
  } catch (error) {
    throw thrownError(error);
  }
}

function contextOf(view: GateView): void | Promise<void> {
  try {
    return view.ready();
  } catch (error) {
    throw thrownError(error);
  }
}

function rethrow(error: unknown): never {
  throw thrownError(error);
}
