import type {
  AnyName,
  DeclaredName,
  FlagTypes,
  FlagValue,
  KnownName,
  RegisteredContext,
  RegisteredFlags,
} from './define-flags.js';
import { isPromise } from '../base/is-promise.js';
import { InvalidContextError, isHalyardError } from '../base/errors.js';
import type { Evaluation, EvaluationContext, Outcome } from '../evaluation/evaluation.js';
import type { Explanation } from '../evaluation/explanation.js';
import { usableContext } from '../evaluation/usable-context.js';
import type { FeatureFlags } from './feature-flags.js';
import type { JsonValue } from '../flag/definition.js';
import type { Override } from './override.js';
import { RequestMoment } from './request-moment.js';

/** The context, or how to find it; called at most once, when first needed. */
export type ContextSource<Context extends object = RegisteredContext> =
  | Context
  | (() => Context | undefined | Promise<Context | undefined>);

/**
 * The flags as one request sees them: one context, one snapshot and one time from the first read to the last, whatever is
 * flipped during the request, and one draw for each rollout that is not sticky. Made by `flags.at(context)`; costs next to nothing
 * until it is asked. Answers are not remembered, so a context that its owner changes is seen changed.
 *
 * A context function that is asynchronous must have run before a flag that depends on it is read: gates see to that,
 * and `await req.flags.ready()` does in a handler. Read too early, or with a context that can't be used, such a flag
 * answers its default with `INVALID_CONTEXT`.
 */
export class RequestFlags<Types extends FlagTypes = RegisteredFlags> {
  /** Whose view this is. */
  readonly service: FeatureFlags<Types>;
  #source: ContextSource<object> | undefined;
  #moment: RequestMoment | undefined;
  readonly #overrides: ReadonlyMap<string, Override> | undefined;
  #context: EvaluationContext | undefined;
  #state: 'unknown' | 'pending' | 'known' | 'failed' = 'unknown';
  #pending: Promise<void> | undefined;
  #failure: unknown;

  /** @internal Use `flags.at(context)`. */
  constructor(
    service: FeatureFlags<Types>,
    source: ContextSource<object> | undefined,
    { moment, overrides }: RequestState = {},
  ) {
    this.service = service;
    this.#source = source;
    this.#moment = moment;
    this.#overrides = overrides;
  }

  /** Whether the flag is on: see {@link FeatureFlags.isEnabled}. */
  isEnabled<Name extends AnyName<Types>>(name: KnownName<Types, Name>, fallback?: boolean): boolean {
    const moment = this.#read();
    if (!this.#lacksContext(moment, name)) {
      return moment.reader.isEnabled(name, fallback, this.#context, moment);
    }
    return Boolean(moment.reader.failed(name, 'INVALID_CONTEXT', this.#why(), fallback).value);
  }

  /** The value, if there is one of the type of `fallback`; else `fallback`. A declared flag needs none. */
  getValue<Name extends DeclaredName<Types>>(name: Name): Types[Name];
  /** The value, if it has the type of `fallback`; else `fallback`. */
  getValue<Name extends AnyName<Types>, const Fallback extends Types[Name & keyof Types]>(
    name: KnownName<Types, Name>,
    fallback: Fallback,
  ): FlagValue<Types, Name, Fallback>;
  getValue(name: string, fallback?: JsonValue): unknown {
    return this.#details(name, fallback).value;
  }

  /** The same with variant, reason, rule and error. A value of another type is `TYPE_MISMATCH`. */
  getDetails<Name extends DeclaredName<Types>>(name: Name): Evaluation<Types[Name]>;
  /** The same for any flag. A value of another type than `fallback` is `TYPE_MISMATCH`, and `fallback` is the value. */
  getDetails<Name extends AnyName<Types>, const Fallback extends Types[Name & keyof Types]>(
    name: KnownName<Types, Name>,
    fallback: Fallback,
  ): Evaluation<FlagValue<Types, Name, Fallback>>;
  getDetails(name: string, fallback?: JsonValue): Evaluation<never> {
    return this.#details(name, fallback) as Evaluation<never>;
  }

  /** The answer as it is, of whatever type, with variant, reason, rule and error. */
  evaluate<Name extends AnyName<Types>>(name: KnownName<Types, Name>): Evaluation {
    const moment = this.#read();
    if (!this.#lacksContext(moment, name)) return moment.reader.evaluate(name, this.#context, moment);
    return moment.reader.failed(name, 'INVALID_CONTEXT', this.#why());
  }

  /** Everything about the answer of this request: see {@link FeatureFlags.explain}. */
  explain<Name extends AnyName<Types>>(name: KnownName<Types, Name>): Explanation {
    const moment = this.#read();
    if (!this.#lacksContext(moment, name)) return moment.reader.explain(name, this.#context, moment);
    return moment.reader.explainFailure(name, 'INVALID_CONTEXT', this.#why());
  }

  /**
   * The answer for a gate; `undefined` for a flag that is missing, or invalid without an earlier version. Unlike the reads
   * it throws for a context that can't be used, so that no gate opens for one. Await `ready()` before.
   */
  decide(name: string): Outcome | undefined {
    const moment = this.#read();
    if (this.#lacksContext(moment, name)) throw this.#failure ?? new InvalidContextError(this.#why(), 500);
    return moment.reader.decide(name, this.#context, moment);
  }

  /** Every flag's answer by name. */
  evaluateAll(): Map<string, Evaluation> {
    return new Map(Array.from(this.#read().reader.names(), (name) => [name, this.evaluate(name as never)]));
  }

  /** The names of the flags that are on. */
  enabledFlags(): string[] {
    return Array.from(this.#read().reader.names()).filter((name) => this.isEnabled(name as never));
  }

  /** Whether this flag's answer can differ with the context. If not, the context function is not called for it. */
  dependsOnContext(name: string): boolean {
    return this.#read().reader.dependsOnContext(name);
  }

  /**
   * Has the context known. Returns a promise only if the context function does; throws or rejects with what that throws,
   * and with `INVALID_CONTEXT` for a context that can't be used, the same each time. The function runs at most once.
   */
  ready(): void | Promise<void> {
    if (this.#state === 'unknown') this.#resolve();
    if (this.#state === 'failed') throw this.#failure;
    return this.#pending;
  }

  /** @internal Whether an answer may have depended on the context already. */
  get contextIsUsed(): boolean {
    return this.#state !== 'unknown';
  }

  /** The same snapshot, time, draws and overrides for another context; with `overrides`, further ones. */
  at(context: ContextSource, overrides?: ReadonlyMap<string, Override>): RequestFlags<Types> {
    const moment = this.#read();
    return new RequestFlags(this.service, context, {
      moment: overrides === undefined ? moment : moment.withOverrides(overrides),
    });
  }

  #details(name: string, fallback: JsonValue | undefined): Evaluation {
    const moment = this.#read();
    if (this.#lacksContext(moment, name)) {
      return moment.reader.failed(name, 'INVALID_CONTEXT', this.#why(), fallback);
    }
    return moment.reader.getDetails(name, fallback, this.#context, moment);
  }

  #read(): RequestMoment {
    return (this.#moment ??= this.#begin());
  }

  #begin(): RequestMoment {
    const { reader } = this.service;
    return new RequestMoment(this.#overrides === undefined ? reader : reader.withOverrides(this.#overrides));
  }

  #lacksContext({ reader }: RequestMoment, name: string): boolean {
    if (this.#isKnown() || !reader.dependsOnContext(name)) return false;
    if (this.#state === 'unknown') this.#resolve();
    return !this.#isKnown();
  }

  #isKnown(): boolean {
    return this.#state === 'known';
  }

  #resolve(): void {
    try {
      const context = typeof this.#source === 'function' ? this.#source() : this.#source;
      if (!isPromise(context)) return this.#know(context);
      this.#state = 'pending';
      this.#pending = Promise.resolve(context)
        .then((known) => this.#know(known as EvaluationContext | undefined))
        .catch((error: unknown) => {
          this.#fail(error);
          throw error;
        });
      // Callers of ready() get the rejection; without one, it must not end the process.
      this.#pending.catch(() => {});
    } catch (error) {
      this.#fail(error);
    }
  }

  #know(context: unknown): void {
    this.#context = usableContext(context);
    this.#state = 'known';
    this.#pending = undefined;
    this.#source = undefined;
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.#state = 'failed';
    this.#pending = undefined;
  }

  #why(): string {
    if (this.#state !== 'failed') {
      return 'the context function is asynchronous: await ready() before reading this flag';
    }
    // What the app's function threw may say more than a client should see.
    return isHalyardError(this.#failure, 'INVALID_CONTEXT')
      ? this.#failure.message
      : 'the context function failed';
  }
}

/** What a view begins with. */
interface RequestState {
  /** The snapshot, time and draws of an earlier view. @default those of the first read */
  readonly moment?: RequestMoment;
  /** Overrides for this request. */
  readonly overrides?: ReadonlyMap<string, Override> | undefined;
}
