import type { FlagName, FlagTypes, FlagValue, RegisteredFlags } from './define-flags.js';
import type { Evaluation, EvaluationContext } from './evaluation/evaluation.js';
import type { FeatureFlags } from './feature-flags.js';
import type { JsonValue } from './flag/definition.js';
import type { FlagReader } from './flag-reader.js';

/** The context, or how to find it; called at most once, when first needed. */
export type ContextSource =
  | EvaluationContext
  | (() => EvaluationContext | undefined | Promise<EvaluationContext | undefined>);

/**
 * The flags as one request sees them: one context, and one snapshot from the first read to the last, whatever is flipped
 * meanwhile. Made by `flags.at(context)`; costs next to nothing until it is asked. Answers are not remembered, so a
 * context that its owner changes is seen changed.
 *
 * A context function that is asynchronous must have run before a flag that depends on it is read: gates see to that,
 * and `await req.flags.ready()` does in a handler. Read too early, such a flag answers its default with
 * `INVALID_CONTEXT`.
 */
export class RequestFlags<Types extends FlagTypes = RegisteredFlags> {
  /** Whose view this is. */
  readonly service: FeatureFlags<Types>;
  #source: ContextSource | undefined;
  #reader: FlagReader | undefined;
  #context: EvaluationContext | undefined;
  #state: 'unknown' | 'pending' | 'known' | 'failed' = 'unknown';
  #pending: Promise<void> | undefined;
  #failure: unknown;

  /** @internal Use `flags.at(context)`. */
  constructor(service: FeatureFlags<Types>, source: ContextSource | undefined, reader?: FlagReader) {
    this.service = service;
    this.#source = source;
    this.#reader = reader;
  }

  /** The value's truthiness, or the default for a flag that nobody has: `fallback`, else the declared, else the service's. */
  isEnabled(name: FlagName<Types>, fallback?: boolean): boolean {
    const reader = this.#read();
    if (!this.#lacksContext(reader, name)) return reader.isEnabled(name, this.#context, fallback);
    return Boolean(this.#withoutContext(reader, name, fallback).value);
  }

  /** The value, if it has the type of `fallback`; else `fallback`. */
  getValue<Name extends FlagName<Types>, const Fallback extends Types[Name]>(
    name: Name,
    fallback: Fallback,
  ): FlagValue<Types, Name, Fallback> {
    return this.evaluate(name, fallback as JsonValue).value as FlagValue<Types, Name, Fallback>;
  }

  /** The answer with variant, reason, rule and error. */
  evaluate(name: FlagName<Types>, fallback?: JsonValue): Evaluation {
    const reader = this.#read();
    if (!this.#lacksContext(reader, name)) return reader.evaluate(name, this.#context, fallback);
    return this.#withoutContext(reader, name, fallback);
  }

  /** Every flag's answer by name. */
  evaluateAll(): Map<string, Evaluation> {
    return new Map(
      Array.from(this.#read().names(), (name) => [name, this.evaluate(name as FlagName<Types>)]),
    );
  }

  /** The names of the flags that are on. */
  enabledFlags(): string[] {
    return Array.from(this.#read().names()).filter((name) => this.isEnabled(name as FlagName<Types>));
  }

  /** Whether this flag's answer can differ with the context. If not, the context function is not called for it. */
  dependsOnContext(name: string): boolean {
    return this.#read().dependsOnContext(name);
  }

  /**
   * Has the context known. Returns a promise only if the context function does; throws or rejects with what that
   * throws, the same each time. The function runs at most once.
   */
  ready(): void | Promise<void> {
    if (this.#state === 'unknown') this.#resolve();
    if (this.#state === 'failed') throw this.#failure;
    return this.#pending;
  }

  /** The same snapshot for another context. */
  at(context: ContextSource): RequestFlags<Types> {
    return new RequestFlags(this.service, context, this.#read());
  }

  #read(): FlagReader {
    return (this.#reader ??= this.service.reader);
  }

  #lacksContext(reader: FlagReader, name: string): boolean {
    if (this.#isKnown() || !reader.dependsOnContext(name)) return false;
    if (this.#state === 'unknown') this.#resolve();
    return !this.#isKnown();
  }

  #isKnown(): boolean {
    return this.#state === 'known';
  }

  #resolve(): void {
    if (typeof this.#source !== 'function') return this.#know(this.#source);
    try {
      const context = this.#source();
      if (!isPromise(context)) return this.#know(context);
      this.#state = 'pending';
      this.#pending = context.then(
        (known) => this.#know(known),
        (error) => {
          this.#fail(error);
          throw error;
        },
      );
      // Whoever awaits ready() gets the rejection; when nobody does, it must not end the process.
      this.#pending.catch(() => {});
    } catch (error) {
      this.#fail(error);
    }
  }

  #know(context: EvaluationContext | undefined): void {
    this.#context = context;
    this.#state = 'known';
    this.#pending = undefined;
    this.#source = undefined;
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.#state = 'failed';
    this.#pending = undefined;
  }

  #withoutContext(reader: FlagReader, name: string, fallback: JsonValue | undefined): Evaluation {
    const why =
      this.#state === 'failed'
        ? 'the context function failed'
        : 'the context function is asynchronous: await ready() before reading this flag';
    return reader.failed(name, 'INVALID_CONTEXT', why, fallback);
  }
}

function isPromise(value: unknown): value is Promise<EvaluationContext | undefined> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function'
  );
}
