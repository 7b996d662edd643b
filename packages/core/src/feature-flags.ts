import type { Backend, BackendStatus, FlagUpdate, WriteOptions } from './backend.js';
import type { DefinedFlags, FlagName, FlagTypes, FlagValue, RegisteredFlags } from './define-flags.js';
import { channels } from './diagnostics.js';
import { HalyardError } from './errors.js';
import type { Evaluation, EvaluationContext } from './evaluation/evaluation.js';
import type { Explanation } from './evaluation/explanation.js';
import type { FlagDefinition, JsonValue } from './flag/definition.js';
import type { Flag } from './flag/flag.js';
import { SEGMENT_PREFIX } from './flag/name.js';
import { FlagReader, type ReaderSettings } from './flag-reader.js';
import type { HistoryEntry, HistoryQuery } from './history.js';
import { Listeners } from './listeners.js';
import { check, checkOptions, type OptionCheck, show } from './options.js';
import { type ContextSource, RequestFlags } from './request-flags.js';
import { firstLoad } from './start.js';
import { assertName } from './write.js';

export interface FeatureFlagsOptions<Types extends FlagTypes = FlagTypes> {
  /** The answer of `isEnabled` for a flag that nobody has. @default false */
  readonly default?: boolean;
  /** The flags the program declares: their types and their defaults. */
  readonly flags?: DefinedFlags<Types>;
  /** How long `open` waits for the first load, in milliseconds. @default 2000 */
  readonly startTimeoutMs?: number;
  /** Whether `open` rejects when there was no first load in that time. @default false */
  readonly required?: boolean;
  /** The time in milliseconds since the epoch, for schedules and ramps. @default Date.now */
  readonly clock?: () => number;
}

/** One flag that changed; `undefined` where it was not there. */
export interface FlagChange {
  readonly name: string;
  readonly before: Flag | undefined;
  readonly after: Flag | undefined;
}

// A registered symbol, so that a gate knows the service made by another copy of this package.
const BRAND: unique symbol = Symbol.for('halyard.flags') as never;

/**
 * The flags of one process: reads are synchronous and come from memory, writes go to the backend. Make it with
 * {@link FeatureFlags.open}; end it with `close()`.
 */
export class FeatureFlags<Types extends FlagTypes = RegisteredFlags> {
  readonly #backend: Backend;
  readonly #listeners = new Listeners<[FlagChange]>();
  readonly #unsubscribe: () => void;
  #settings: ReaderSettings;
  #reader: FlagReader;

  /**
   * Opens the backend and resolves once it has loaded, or after `startTimeoutMs` with whatever there is: loading goes
   * on in the background. Rejects with `INVALID_OPTION` for a wrong option and, only if `required`, with `NOT_READY`.
   */
  static async open<Types extends FlagTypes = RegisteredFlags>(
    backend: Backend,
    options: FeatureFlagsOptions<Types> = {},
  ): Promise<FeatureFlags<Types>> {
    const flags = new FeatureFlags<Types>(backend, options);
    const problem = await firstLoad(backend, options.startTimeoutMs ?? 2000);
    if (problem !== undefined && options.required === true) {
      await flags.close();
      throw new HalyardError('NOT_READY', `the flags are required, but ${problem}`);
    }
    return flags;
  }

  private constructor(backend: Backend, options: FeatureFlagsOptions<Types>) {
    if (!isBackend(backend)) {
      const expected = 'a backend, such as new MemoryBackend()';
      throw new HalyardError(
        'INVALID_OPTION',
        `FeatureFlags.open: needs ${expected}, received ${show(backend)}`,
      );
    }
    checkOptions('FeatureFlags.open', options, optionChecks);
    this.#backend = backend;
    this.#settings = {
      default: options.default ?? false,
      declarations: options.flags?.declarations ?? new Map(),
      overrides: new Map(),
      clock: options.clock ?? Date.now,
      ready: () => backend.status().state !== 'failed',
    };
    this.#reader = new FlagReader(backend.snapshot, this.#settings);
    this.#unsubscribe = backend.subscribe(() => this.#follow());
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** @internal The answers of this moment, for a request to keep. */
  get reader(): FlagReader {
    return this.#reader;
  }

  /** The value's truthiness, or the default for a flag that nobody has: `fallback`, else the declared, else the service's. */
  isEnabled(name: FlagName<Types>, context?: EvaluationContext, fallback?: boolean): boolean {
    return this.#reader.isEnabled(name, context, fallback);
  }

  /** The value, if it has the type of `fallback`; else `fallback`. */
  getValue<Name extends FlagName<Types>, const Fallback extends Types[Name]>(
    name: Name,
    fallback: Fallback,
    context?: EvaluationContext,
  ): FlagValue<Types, Name, Fallback> {
    return this.#reader.evaluate(name, context, fallback as JsonValue).value as FlagValue<
      Types,
      Name,
      Fallback
    >;
  }

  /** The answer with variant, reason, rule and error. With `fallback`, a value of another type is `TYPE_MISMATCH`. */
  evaluate(name: FlagName<Types>, context?: EvaluationContext, fallback?: JsonValue): Evaluation {
    return this.#reader.evaluate(name, context, fallback);
  }

  /** Every flag's answer by name. */
  evaluateAll(context?: EvaluationContext): Map<string, Evaluation> {
    return this.at(context ?? {}).evaluateAll();
  }

  /** The names of the flags that are on. */
  enabledFlags(context?: EvaluationContext): string[] {
    return this.at(context ?? {}).enabledFlags();
  }

  /**
   * Everything about an answer: each requirement, and each rule part by part, why it held or not, with the bucket of the
   * key; as data and, in `lines`, as text. For the day a customer says "I don't see it".
   */
  explain(name: FlagName<Types>, context?: EvaluationContext): Explanation {
    return this.#reader.explain(name, context);
  }

  /** The stored flag or segment, or `undefined`. */
  get(name: string): Flag | undefined {
    return this.#reader.snapshot.get(name);
  }

  /** All stored flags, without the segments. */
  all(): Flag[] {
    return [...this.#reader.snapshot.flags.values()].filter((flag) => !flag.name.startsWith(SEGMENT_PREFIX));
  }

  /** All stored segments: the named conditions, each under its `$segment.` name. */
  segments(): Flag[] {
    return [...this.#reader.snapshot.flags.values()].filter((flag) => flag.name.startsWith(SEGMENT_PREFIX));
  }

  /** The same reads for one request: one snapshot, this context. A function is called at most once, when needed. */
  at(context: ContextSource): RequestFlags<Types> {
    return new RequestFlags(this, context);
  }

  /**
   * Switches a flag on and keeps its rules: a plain flag, or one that is not there, is then on for everyone, one with
   * rules for those whom they serve. Rejects like {@link set}.
   */
  enable(name: FlagName<Types>, options?: WriteOptions): Promise<void> {
    return this.set(name, (current) => switched(current, true), options);
  }

  /** Switches a flag off for everyone and keeps its rules for the next {@link enable}. Rejects like {@link set}. */
  disable(name: FlagName<Types>, options?: WriteOptions): Promise<void> {
    return this.set(name, (current) => switched(current, false), options);
  }

  /**
   * Stores a flag: `true` or `false`, short text such as `"25%"`, a definition, or a function of the flag as stored.
   * This process sees it once the promise resolves. Rejects with `INVALID_NAME`, `INVALID_DEFINITION`, `READ_ONLY`,
   * `CONFLICT` (a {@link FlagConflict}), `STORE_FAILED`, or `UNKNOWN_OUTCOME` when the store did not confirm in time.
   */
  async set(name: FlagName<Types>, source: FlagUpdate, options?: WriteOptions): Promise<void> {
    assertName(name);
    if (this.#backend.set === undefined) throw this.#readOnly();
    checkOptions('set', options, writeChecks);
    await this.#backend.set(name, source, options);
    this.#follow();
  }

  /** Removes a flag; resolves `false` when there was none. Rejects like {@link set}. */
  async delete(name: FlagName<Types>, options?: WriteOptions): Promise<boolean> {
    assertName(name);
    if (this.#backend.delete === undefined) throw this.#readOnly();
    checkOptions('delete', options, writeChecks);
    const had = await this.#backend.delete(name, options);
    this.#follow();
    return had;
  }

  /** The changes made through Halyard, newest first; `undefined` where the backend keeps none. */
  async history(query?: HistoryQuery): Promise<readonly HistoryEntry[] | undefined> {
    return this.#backend.history?.(query);
  }

  /** Has a flag answer this value, or this variant, to everyone in this process, whatever the backend says. */
  override(name: FlagName<Types>, value: JsonValue): void {
    assertName(name);
    this.#setOverrides([...this.#settings.overrides, [name, value]]);
  }

  /** Ends an override; without a name, all of them. */
  clearOverride(name?: FlagName<Types>): void {
    this.#setOverrides(
      name === undefined ? [] : [...this.#settings.overrides].filter(([each]) => each !== name),
    );
  }

  /** Calls `listener` for every stored flag that changes, after reads see it; returns the way to stop. */
  onChange(listener: (change: FlagChange) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** What the backend knows about itself, layer by layer, and the requirements that go in a circle. */
  status(): BackendStatus {
    const status = this.#backend.status();
    const { problems } = this.#reader.cycles;
    return problems.length === 0 ? status : { ...status, invalid: [...status.invalid, ...problems] };
  }

  /** How the backend is built, such as `composite(redis, env)`. */
  describe(): string {
    return this.#backend.describe?.() ?? this.#backend.name;
  }

  /** Closes the backend: its timers and sockets end. Reads go on with the last known flags. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#backend.close();
  }

  #follow(): void {
    const before = this.#reader.snapshot;
    const after = this.#backend.snapshot;
    if (before === after) return;
    this.#reader = new FlagReader(after, this.#settings, this.#reader);
    const names = after.changedSince(before) ?? new Set([...before.flags.keys(), ...after.flags.keys()]);
    for (const name of names) {
      const change = { name, before: before.flags.get(name), after: after.flags.get(name) };
      if (change.before !== change.after) this.#changed(change);
    }
  }

  #changed(change: FlagChange): void {
    if (channels.change.hasSubscribers) channels.change.publish(change);
    this.#listeners.call(change);
  }

  #setOverrides(overrides: Iterable<readonly [name: string, value: JsonValue]>): void {
    this.#settings = { ...this.#settings, overrides: new Map(overrides) };
    this.#reader = new FlagReader(this.#reader.snapshot, this.#settings);
  }

  #readOnly(): HalyardError {
    return new HalyardError(
      'READ_ONLY',
      `backend ${this.describe()} is read-only: put a writable one, such as MemoryBackend or RedisBackend, into it`,
    );
  }
}

/** True for the service made by any copy of this package. */
export function isFeatureFlags(value: unknown): value is FeatureFlags {
  return typeof value === 'object' && value !== null && BRAND in value;
}

function switched(current: Flag | undefined, enabled: boolean): FlagDefinition | boolean {
  if (current === undefined) return enabled;
  const { enabled: _, ...rest } = current.definition;
  return enabled ? rest : { ...rest, enabled };
}

function isBackend(value: unknown): value is Backend {
  return (
    typeof value === 'object' &&
    value !== null &&
    'snapshot' in value &&
    'open' in value &&
    'subscribe' in value
  );
}

const optionChecks = {
  default: check.boolean,
  flags: (value) =>
    (value as DefinedFlags).declarations instanceof Map ? undefined : 'made by defineFlags()',
  startTimeoutMs: check.milliseconds,
  required: check.boolean,
  clock: check.function,
} satisfies Record<keyof FeatureFlagsOptions, OptionCheck>;

const writeChecks = {
  actor: check.string,
  comment: check.string,
  ifVersion: (value) => (value === null || typeof value === 'string' ? undefined : 'a version or null'),
} satisfies Record<keyof WriteOptions, OptionCheck>;
