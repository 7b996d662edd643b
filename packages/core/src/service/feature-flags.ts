import { type Answer, Answers, constantAnswer } from './answers.js';
import type {
  Authorship,
  Backend,
  BackendStatus,
  BulkUpdate,
  FlagUpdate,
  WriteOptions,
} from '../store/backend.js';
import { checkBackend } from '../store/check-backend.js';
import { Counters } from './counts/counters.js';
import type { Counts, RequestOverrideResult } from './counts/counts.js';
import type {
  AnyName,
  DeclaredName,
  DefinedFlags,
  FlagDeclaration,
  FlagName,
  FlagTypes,
  FlagValue,
  KnownName,
  RegisteredContext,
  RegisteredFlags,
} from './define-flags.js';
import { channels } from '../base/diagnostics.js';
import { HalyardError } from '../base/errors.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Explanation } from '../evaluation/explanation.js';
import type { FlagSource, JsonValue } from '../flag/definition.js';
import type { Flag, Reach } from '../evaluation/flag.js';
import { isSegmentName } from '../flag/name.js';
import {
  type FeatureFlagsOptions,
  type FlagListOptions,
  historyChecks,
  listChecks,
  openChecks,
} from './feature-flags-options.js';
import { FlagReader, type ReaderSettings } from './flag-reader.js';
import { FlagWriter } from './flag-writer.js';
import type { FlagOrigin } from '../store/flag-origin.js';
import type { HistoryEntry, HistoryQuery } from '../store/history.js';
import { Listeners } from '../base/listeners.js';
import { ServiceLog } from './log/service-log.js';
import { checkOptions, show } from '../base/options.js';
import {
  makeOverride,
  type Override,
  type OverrideOptions,
  overrideStatuses,
  type Overrides,
  type OverrideStatus,
} from './override.js';
import type { PlannedChange, PlannedUpdate } from '../flag/planned-change.js';
import { type PlanOptions, PlannedChanges } from './planned/planned-changes.js';
import { type ContextSource, RequestFlags } from './request-flags.js';
import { currentView } from './request-storage.js';
import { Snapshot } from '../store/snapshot.js';
import { StateListeners } from './state-listeners.js';
import { firstLoad } from '../store/first-load.js';
import type { FleetUsage, FlagUse } from '../store/usage.js';
import { UsageReporter, type UsageStatus } from './usage/usage-reporter.js';
import { assertName } from '../store/write.js';

/** One flag that changed; `undefined` where it was not there. An override counts as a change. */
export interface FlagChange {
  /** The flag's name. */
  readonly name: string;
  /** The flag as it was. */
  readonly before: Flag | undefined;
  /** The flag as it is now. */
  readonly after: Flag | undefined;
}

/** What is known of the backend, and of the service over it. */
export interface FlagsStatus extends BackendStatus {
  /** What this process answers whatever its backend says. */
  readonly overrides?: readonly OverrideStatus[];
  /** The changes that are planned, with why one was not applied although its time has come. Absent if there are none. */
  readonly planned?: readonly PlannedChange[];
  /** How this process reports which flags it uses. Absent before the first report, and where none are kept. */
  readonly usage?: UsageStatus;
}

// A registered symbol, so that a gate knows the service made by another copy of this package.
const BRAND: unique symbol = Symbol.for('halyard.flags') as never;

/**
 * The flags of one process: reads are synchronous and come from memory, writes go to the backend. Make it with
 * {@link FeatureFlags.open}; end it with `close()`.
 */
export class FeatureFlags<Types extends FlagTypes = RegisteredFlags> {
  readonly #backend: Backend;
  readonly #writer: FlagWriter;
  readonly #options: FeatureFlagsOptions<Types>;
  readonly #log: ServiceLog;
  readonly #listeners: Listeners<[FlagChange]>;
  readonly #stateListeners: StateListeners<FlagsStatus>;
  readonly #unsubscribe: () => void;
  readonly #planned: PlannedChanges;
  #settings: ReaderSettings;
  #reader: FlagReader;
  readonly #counters: Counters;
  readonly #answers: Answers;
  readonly #usage: UsageReporter | undefined;
  /** What they hold. */
  #known: Readonly<Record<string, Answer | undefined>>;
  #opening: Promise<void> | undefined;
  /** Opens the backend of a lazy service; there only until it is used. */
  #openFirst: (() => void) | undefined;

  /**
   * Opens the backend and resolves once it has loaded, or after `startTimeoutMs` with whatever there is: loading goes
   * on in the background. Rejects with `INVALID_OPTION` for a wrong option and, only if `required`, with `NOT_READY`.
   */
  static async open<Types extends FlagTypes = RegisteredFlags>(
    backend: Backend,
    options: FeatureFlagsOptions<Types> = {},
  ): Promise<FeatureFlags<Types>> {
    const flags = FeatureFlags.lazy<Types>(backend, options);
    await flags.ready();
    return flags;
  }

  /**
   * The same without waiting: the backend is opened when the flags are first used, for runtimes that allow no work while
   * modules load. Until it has loaded, reads answer what they answer for flags that do not exist; `await flags.ready()`
   * waits for it. Throws `INVALID_OPTION` for a wrong option.
   */
  static lazy<Types extends FlagTypes = RegisteredFlags>(
    backend: Backend,
    options: FeatureFlagsOptions<Types> = {},
  ): FeatureFlags<Types> {
    return new FeatureFlags<Types>(backend, options);
  }

  private constructor(backend: Backend, options: FeatureFlagsOptions<Types>) {
    checkBackend('FeatureFlags.open', backend);
    checkOptions('FeatureFlags.open', options, openChecks);
    this.#backend = backend;
    const declarations: DefinedFlags['declarations'] = options.flags?.declarations ?? new Map();
    this.#writer = new FlagWriter(backend, declarations, {
      written: () => this.#follow(),
      conflicted: () => this.#counters.countConflict(),
    });
    this.#options = options;
    const log = new ServiceLog(options.logger, backend);
    this.#log = log;
    this.#listeners = new Listeners((error) => log.listenerThrew(error));
    this.#stateListeners = new StateListeners(
      () => this.status(),
      (error) => log.listenerThrew(error),
    );
    const clock = options.clock ?? Date.now;
    this.#planned = new PlannedChanges({
      backend,
      writer: this.#writer,
      clock,
      applies: options.applyPlanned ?? true,
      log: (sentence) => log.planned(sentence),
    });
    this.#counters = new Counters(clock);
    this.#answers = new Answers(this.#counters);
    const { usageReportMs = 300_000 } = options;
    if (usageReportMs !== false) {
      this.#usage = new UsageReporter(backend, () => this.counts(), usageReportMs);
    }
    this.#known = this.#answers.byName;
    this.#settings = {
      default: options.default ?? false,
      declarations,
      overrides: new Map(),
      clock,
      ready: () => {
        // Before it is opened no flag is there, so that the first one asked for comes here.
        this.#openFirst?.();
        return backend.status().state !== 'failed';
      },
      log: log.evaluations,
      counters: this.#counters,
      service: this,
    };
    this.#reader = new FlagReader(Snapshot.EMPTY, this.#settings);
    this.#unsubscribe = backend.subscribe(() => {
      this.#follow();
      log.backend.changed();
      this.#stateListeners.changed();
    });
    // What goes wrong is in the status; `ready()` rejects with it where that was asked for.
    this.#openFirst = () => void this.ready().catch(() => {});
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** @internal A gate, or `featureFlags`, brings a context to a request that was asked for another one before. */
  lateContext(who: string): void {
    this.#log.lateContext(who);
  }

  /**
   * Opens the backend, unless that was done, and resolves once it has loaded, or after `startTimeoutMs`. Rejects with
   * `NOT_READY`, only if `required`.
   */
  ready(): Promise<void> {
    this.#openFirst = undefined;
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** @internal A gate of this flag has decided. */
  gateDecided(name: string, isOpen: boolean): void {
    this.#counters.countGate(name, isOpen);
  }

  /** @internal A request brought overrides. */
  requestOverrides(results: readonly RequestOverrideResult[]): void {
    for (const result of results) this.#counters.countRequestOverride(result);
  }

  /** @internal The answers of this moment, for a request to keep. */
  get reader(): FlagReader {
    this.#openFirst?.();
    return this.#reader;
  }

  /**
   * What the backend has at this moment, for tools: the flags and segments, the invalid entries, and the texts that are
   * not in force. Apps use the reads.
   */
  get snapshot(): Snapshot {
    return this.reader.snapshot;
  }

  /**
   * Whether the flag is on for a context: false when it is off, else the truthiness of its value. For a flag that does not
   * exist the answer is `fallback`, else the declared default, else the service's.
   */
  isEnabled<Name extends AnyName<Types>>(
    name: KnownName<Types, Name>,
    fallback: boolean | undefined,
    context?: RegisteredContext,
  ): boolean;
  /** The same without a fallback. */
  isEnabled<Name extends AnyName<Types>>(name: KnownName<Types, Name>, context?: RegisteredContext): boolean;
  isEnabled(name: string, second?: unknown, third?: unknown): boolean {
    const answer = this.#known[name] ?? this.#answers.learn(name, this.#reader);
    if (!channels.evaluation.hasSubscribers) {
      // The answer for everyone is free, as long as no context has to be checked.
      if (second === undefined && third === undefined) {
        if (typeof answer === 'number') {
          this.#counters.values[answer >> 1]!++;
          return (answer & 1) === 1;
        }
        if (answer === undefined) return this.#answerAnew(name);
      }
      if (typeof answer === 'object') return this.#reader.isOn(answer, name, second, third, this.#reader);
      // With a fallback it matters whether a flag gives this answer or there is none.
      if (answer !== undefined && typeof second !== 'boolean') {
        return this.#reader.isConstant(answer, name, second === undefined ? third : second);
      }
    }
    return this.#reader.isEnabled(name, second, third);
  }

  /** The value, if there is one of the type of `fallback`; else `fallback`. A declared flag needs none. */
  getValue<Name extends DeclaredName<Types>>(
    name: Name,
    fallback?: undefined,
    context?: RegisteredContext,
  ): Types[Name];
  /** The value, if it has the type of `fallback`; else `fallback`. */
  getValue<Name extends AnyName<Types>, const Fallback extends Types[Name & keyof Types]>(
    name: KnownName<Types, Name>,
    fallback: Fallback,
    context?: RegisteredContext,
  ): FlagValue<Types, Name, Fallback>;
  getValue(name: string, fallback?: JsonValue, context?: unknown): unknown {
    return this.reader.getDetails(name, fallback, context).value;
  }

  /** The same with variant, reason, rule and error. A value of another type is `TYPE_MISMATCH`. */
  getDetails<Name extends DeclaredName<Types>>(
    name: Name,
    fallback?: undefined,
    context?: RegisteredContext,
  ): Evaluation<Types[Name]>;
  /** The same for any flag. A value of another type than `fallback` is `TYPE_MISMATCH`, and `fallback` is the value. */
  getDetails<Name extends AnyName<Types>, const Fallback extends Types[Name & keyof Types]>(
    name: KnownName<Types, Name>,
    fallback: Fallback,
    context?: RegisteredContext,
  ): Evaluation<FlagValue<Types, Name, Fallback>>;
  getDetails(name: string, fallback?: JsonValue, context?: unknown): Evaluation<never> {
    return this.reader.getDetails(name, fallback, context) as Evaluation<never>;
  }

  /** The answer as it is, of whatever type, with variant, reason, rule and error. */
  evaluate<Name extends AnyName<Types>>(
    name: KnownName<Types, Name>,
    context?: RegisteredContext,
  ): Evaluation {
    return this.reader.evaluate(name, context);
  }

  /** Every flag's answer by name. */
  evaluateAll(context?: RegisteredContext): Map<string, Evaluation> {
    return this.at(context ?? {}).evaluateAll();
  }

  /** The names of the flags that are on. */
  enabledFlags(context?: RegisteredContext): string[] {
    return this.at(context ?? {}).enabledFlags();
  }

  /**
   * Everything about an answer: each requirement, and each rule part by part, why it held or not, with the bucket of the
   * key; as data and, in `lines`, as text. For the day a customer says "I don't see it".
   */
  explain<Name extends AnyName<Types>>(
    name: KnownName<Types, Name>,
    context?: RegisteredContext,
  ): Explanation {
    const explanation = this.reader.explain(name, context);
    const origin = this.origin(name);
    if (origin === undefined) return explanation;
    const { layer, place = layer } = origin;
    const lines =
      layer === this.#backend.name ? [] : [`the layer ${layer} has it${place === layer ? '' : `: ${place}`}`];
    return { ...explanation, layer, lines: [...explanation.lines, ...lines] };
  }

  /** Whether the flag is stored, under this name or its canonical form. */
  has(name: string): boolean {
    return this.snapshot.get(name) !== undefined;
  }

  /** The stored flag or segment: its definition, text, version and times; `undefined` for one that is not stored. */
  definition(name: string): Flag | undefined {
    return this.snapshot.get(name);
  }

  /** The stored flags by name, in code-unit order, without the segments. */
  all(options: FlagListOptions = {}): Flag[] {
    checkOptions('all', options, listChecks);
    const { limit = Infinity, after = '' } = options;
    const { flags } = this.snapshot;
    const names = Array.from(flags.keys()).filter((name) => !isSegmentName(name) && name > after);
    return names
      .toSorted()
      .slice(0, limit)
      .map((name) => flags.get(name)!);
  }

  /** Which layer of the backend has a flag, under this name or its canonical form; `undefined` if it is not stored. */
  origin(name: string): FlagOrigin | undefined {
    const stored = this.snapshot.get(name)?.name;
    if (stored === undefined) return undefined;
    return this.#backend.origin?.(stored) ?? { layer: this.#backend.name, precedesWrites: false };
  }

  /** The flags that the program declares, by name, stored or not. Each is also a definition. */
  get declarations(): ReadonlyMap<string, FlagDeclaration> {
    return this.#settings.declarations;
  }

  /** All stored segments: the named conditions, each under its `$segment.` name. */
  segments(): Flag[] {
    return [...this.snapshot.flags.values()].filter((flag) => isSegmentName(flag.name));
  }

  /**
   * The same reads for one request: one snapshot, this context. A function is called at most once, when needed. `overrides`
   * hold for this request only, and precede those of the process; one that the flag can't have is ignored.
   */
  at(context: ContextSource, overrides?: ReadonlyMap<string, Override>): RequestFlags<Types> {
    return new RequestFlags(this, context, { overrides });
  }

  /**
   * A function that calls `enabled` while the flag is on and `otherwise` while it is not, with the same `this` and
   * arguments, and returns what that returns. It asks for the context of the request that is being answered (see
   * `requestFlags`), and outside of one for no context.
   */
  whenEnabled<This, Arguments extends unknown[], Result>(
    name: FlagName<Types>,
    enabled: (this: This, ...args: Arguments) => Result,
    otherwise: (this: This, ...args: Arguments) => Result,
  ): (this: This, ...args: Arguments) => Result {
    assertName(name);
    for (const each of [enabled, otherwise]) {
      if (typeof each === 'function') continue;
      throw new HalyardError('INVALID_OPTION', `whenEnabled: needs two functions, received ${show(each)}`);
    }
    const isOn = (): boolean => {
      const view = currentView();
      return view?.service === this ? view.isEnabled(name) : this.isEnabled(name as never);
    };
    return function whenEnabledFunction(this: This, ...args: Arguments): Result {
      return (isOn() ? enabled : otherwise).apply(this, args);
    };
  }

  /**
   * Switches a flag on and keeps its rules: a plain flag, or one that is not stored, is then on for everyone, one with
   * rules for those whom they serve. A flag that only the program declares is stored as it is declared. Resolves with whom
   * it can be on for: `none` says that it still serves off to everyone. Rejects like {@link set}, and with
   * `INVALID_DEFINITION` when the stored text is invalid.
   */
  enable(name: FlagName<Types>, options?: WriteOptions): Promise<Reach> {
    return this.#writer.enable(name, options);
  }

  /**
   * Switches a flag off for everyone and keeps its rules for the next {@link enable}. Where the stored text is invalid,
   * stores `off` and resolves with the text that this replaced. Rejects like {@link set}.
   */
  disable(name: FlagName<Types>, options?: WriteOptions): Promise<string | undefined> {
    return this.#writer.disable(name, options);
  }

  /**
   * Stores a flag: `true` or `false`, short text such as `"25%"`, a definition, or a function of the flag as stored.
   * This process sees it once the promise resolves. Rejects with `INVALID_NAME`, `INVALID_DEFINITION`, `READ_ONLY`,
   * `CONFLICT` (a {@link FlagConflictError}), `STORE_FAILED`, or `UNKNOWN_OUTCOME` when the store did not confirm in time.
   */
  set(name: FlagName<Types>, source: FlagUpdate, options?: WriteOptions): Promise<void> {
    return this.#writer.set(name, source, options);
  }

  /**
   * Stores several flags by one write of the store; `null` removes one. All of them or none where the store can, and none
   * if one is invalid. Rejects like {@link set}, and with a {@link PartialWriteError} when the store failed in between.
   */
  setMany(
    sources: Readonly<Partial<Record<FlagName<Types>, FlagSource | null>>> | ReadonlyMap<string, BulkUpdate>,
    options?: Authorship,
  ): Promise<void> {
    const updates = sources instanceof Map ? sources : new Map(Object.entries(sources));
    return this.#writer.setMany(updates, options);
  }

  /** Removes a flag; resolves `false` when there was none. Rejects like {@link set}. */
  delete(name: FlagName<Types>, options?: WriteOptions): Promise<boolean> {
    return this.#writer.delete(name, options);
  }

  /**
   * Plans a change of a flag: one of the processes that follow the store applies it once, when its time has come, also if
   * this one has ended. It is stored beside the flags, and the flag is changed as it is then. Rejects like {@link set}, and
   * with `INVALID_OPTION` for a time that is over.
   *
   * ```ts
   * await flags.plan('sale', { enabled: true }, { at: '2026-12-01T08:00+01:00', actor: 'ana' });
   * ```
   */
  plan(name: FlagName<Types>, change: PlannedUpdate, options: PlanOptions): Promise<PlannedChange> {
    return this.#planned.plan(name, change, options);
  }

  /** The changes that are planned, the next one first. */
  planned(): readonly PlannedChange[] {
    this.#openFirst?.();
    return this.#planned.list();
  }

  /** Cancels a planned change; resolves `false` when there is none of this id. Rejects like {@link set}. */
  cancelPlanned(id: string, options?: Authorship): Promise<boolean> {
    return this.#planned.cancel(id, options);
  }

  /**
   * Reads the store again and resolves once this process has what was stored when it was called. Rejects with
   * `STORE_FAILED` when the store can't be read; the last known flags stay.
   */
  refresh(): Promise<void> {
    this.#openFirst?.();
    return this.#writer.refresh();
  }

  /**
   * The changes made through Halyard, newest first; `undefined` where the backend keeps none. Rejects with `INVALID_OPTION`
   * for a wrong query, and with `STORE_FAILED` when the store can't be read.
   */
  async history(query?: HistoryQuery): Promise<readonly HistoryEntry[] | undefined> {
    checkOptions('history', query, historyChecks);
    return this.#backend.history?.(query);
  }

  /**
   * How all processes that report use the flags that are stored; `undefined` where the backend does not keep it. Rejects with
   * `STORE_FAILED` when the store can't be read.
   */
  async usage(): Promise<FleetUsage | undefined> {
    const usage = await this.#backend.usage?.read();
    if (usage === undefined) return undefined;
    const stored = this.snapshot.flags;
    return { ...usage, flags: new Map([...usage.flags].filter(([name]) => stored.has(name))) };
  }

  /**
   * Hands on what another process used, for a server that processes report to; uses of flags that are not stored are left out.
   * Rejects with `READ_ONLY` where the backend does not keep it, and with `STORE_FAILED`. This process's own reports need no
   * call.
   */
  async reportUsage(uses: readonly FlagUse[]): Promise<void> {
    const { usage } = this.#backend;
    if (usage === undefined) {
      throw new HalyardError('READ_ONLY', `${this.describe()} does not keep the use of flags`);
    }
    const known = uses.filter(({ name }) => this.snapshot.flags.has(name));
    if (known.length > 0) await usage.report(known);
  }

  /**
   * Has a flag answer this to everyone in this process, whatever the backend says and the flag requires: `true`, `false`,
   * the name of one of its variants, or `{ value }`. Shown in `status()`. Throws `INVALID_OPTION` for anything else.
   */
  override(name: FlagName<Types>, override: Override, options?: OverrideOptions): void {
    assertName(name);
    const flag = this.snapshot.get(name);
    const made = makeOverride(flag?.name ?? name, override, options, flag);
    this.#setOverrides(new Map([...this.#settings.overrides, [made.name, made]]));
  }

  /** Ends an override; without a name, all of them. */
  clearOverride(name?: FlagName<Types>): void {
    const stored = name === undefined ? undefined : (this.snapshot.get(name)?.name ?? name);
    const left = [...this.#settings.overrides].filter(([each]) => name !== undefined && each !== stored);
    this.#setOverrides(new Map(left));
  }

  /** Calls `listener` for every flag that changes or is overridden, after reads see it; returns the way to stop. */
  onChange(listener: (change: FlagChange) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Calls `listener` with the status whenever the backend's state becomes another, such as `stale` after `live`; returns
   * the way to stop.
   */
  onStateChange(listener: (status: FlagsStatus) => void): () => void {
    return this.#stateListeners.add(listener);
  }

  /** What the backend knows about itself, layer by layer, with the overrides and what is wrong between flags. */
  status(): FlagsStatus {
    const status = this.#backend.status();
    const { problems } = this.#reader;
    const overrides = overrideStatuses(this.#reader.snapshot.flags, this.#settings.overrides);
    const planned = this.#planned.list();
    return {
      ...status,
      ...(problems.length === 0 ? {} : { invalid: [...status.invalid, ...problems] }),
      ...(overrides.length === 0 ? {} : { overrides }),
      ...(planned.length === 0 ? {} : { planned }),
      ...(this.#usage?.status === undefined ? {} : { usage: this.#usage.status }),
    };
  }

  /**
   * How often each flag was evaluated in this process, by result, how often its gates were open and closed, how many
   * writes were rejected with `CONFLICT`, and what became of overrides that requests brought, since the service was made.
   * Explanations do not count, and neither do the flags that an evaluated flag requires. Costs
   * microseconds for each flag that is in use.
   */
  counts(): Counts {
    return this.#counters.read();
  }

  /** How the backend is built, such as `composite(redis, env)`. */
  describe(): string {
    return this.#backend.describe?.() ?? this.#backend.name;
  }

  /**
   * Closes the backend: its timers and sockets end. Reads go on with the last known flags. Takes up to a second to report the
   * last use of flags.
   */
  async close(): Promise<void> {
    this.#openFirst = undefined;
    this.#planned.close();
    this.#unsubscribe();
    await this.#usage?.end();
    await this.#backend.close();
    this.#log.backend.closed();
  }

  async #open(): Promise<void> {
    const { startTimeoutMs = 2000, required = false } = this.#options;
    const loading = firstLoad(this.#backend, startTimeoutMs);
    // What is in memory is there at once.
    this.#follow();
    const problem = await loading;
    this.#follow();
    if (problem === undefined || !required) {
      this.#usage?.start();
      return this.#log.backend.opened();
    }
    await this.close();
    throw new HalyardError('NOT_READY', `the flags are required, but ${problem}`);
  }

  /** The answer for a name that no flag has, which is remembered. */
  #answerAnew(name: string): boolean {
    const reader = this.#reader;
    const answer = reader.isEnabled(name, undefined, undefined);
    const slot = reader.missingSlot(name);
    const known = reader.get(name) ?? (slot === undefined ? undefined : constantAnswer(answer, slot));
    if (known !== undefined) this.#answers.remember(name, known);
    return answer;
  }

  #follow(): void {
    const before = this.#reader;
    const after = this.#backend.snapshot;
    if (before.snapshot === after) return;
    this.#planned.follow();
    this.#reader = new FlagReader(after, this.#settings, before);
    this.#forget(this.#reader.changedSince(before));
    this.#publish(after.changedSince(before.snapshot), before);
  }

  #setOverrides(overrides: Overrides): void {
    const before = this.#reader;
    const { overrides: earlier } = this.#settings;
    const names = new Set([...earlier.keys(), ...overrides.keys()]);
    for (const name of names) if (earlier.get(name) === overrides.get(name)) names.delete(name);
    this.#settings = { ...this.#settings, overrides };
    this.#reader = new FlagReader(before.snapshot, this.#settings);
    this.#forget();
    this.#publish(names, before);
  }

  /** Forgets the answers that may have changed: those of these names, or all. */
  #forget(names?: Iterable<string>): void {
    this.#answers.forget(names);
    this.#counters.forget(names);
    this.#known = this.#answers.byName;
  }

  /** Publishes the changes since `before`; looks at `names` only, if no others can have changed. */
  #publish(names: Iterable<string> | undefined, earlier: FlagReader): void {
    this.#log.evaluations.follow(earlier, this.#reader);
    if (this.#listeners.isEmpty && !channels.change.hasSubscribers) return;
    const [before, after] = [earlier.flags, this.#reader.flags];
    for (const name of names ?? new Set([...before.keys(), ...after.keys()])) {
      const change = { name, before: before.get(name), after: after.get(name) };
      if (change.before === change.after) continue;
      if (channels.change.hasSubscribers) channels.change.publish(change);
      this.#listeners.call(change);
    }
  }
}

/** True for the service made by any copy of this package. */
export function isFeatureFlags(value: unknown): value is FeatureFlags {
  return typeof value === 'object' && value !== null && BRAND in value;
}
