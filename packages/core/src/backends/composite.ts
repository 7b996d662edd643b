import type {
  Authorship,
  Backend,
  BackendState,
  BackendStatus,
  BulkUpdate,
  ForcedFlag,
  FlagUpdate,
  WriteOptions,
} from '../store/backend.js';
import { HalyardError } from '../base/errors.js';
import type { Flag } from '../evaluation/flag.js';
import type { FlagSource } from '../flag/definition.js';
import { checkBackends } from '../store/check-backend.js';
import { FlagConflictError } from '../store/conflict-error.js';
import type { HistoryEntry, HistoryQuery } from '../store/history.js';
import { canonicalName } from '../flag/spelling.js';
import { inSlices } from '../base/time-slices.js';
import { answersFirst, type FlagOrigin } from '../store/flag-origin.js';
import { Snapshot, type SnapshotEntry } from '../store/snapshot.js';
import type { UsageLog } from '../store/usage.js';
import { assertNewSpelling, type InvalidText } from '../store/write.js';

/**
 * Layers backends: for each flag the first layer that has it answers. A layer that can't read its store goes on with
 * its last known flags; one that never could leaves its flags to the layers below, and `status()` says so. Writes go to
 * the first writable layer and fail if it fails; with none, the composite is read-only. The version that
 * a write insists on is that of the flag as it is seen, whichever layer has it. The use of flags is kept by the layer that is
 * written to, else by the first that can.
 */
export class CompositeBackend implements Backend {
  readonly name: string = 'composite';
  readonly #layers: readonly Backend[];
  /** The layer that writes go to. */
  readonly #target: Backend | undefined;
  #seen: readonly Snapshot[] = [];
  #merged: Snapshot = Snapshot.EMPTY;
  readonly set?: (name: string, update: FlagUpdate, options?: WriteOptions) => Promise<void>;
  readonly setMany?: (updates: ReadonlyMap<string, BulkUpdate>, options?: Authorship) => Promise<void>;
  readonly delete?: (name: string, options?: WriteOptions) => Promise<boolean>;
  readonly history?: (query?: HistoryQuery) => Promise<readonly HistoryEntry[]>;
  readonly usage?: UsageLog;

  /**
   * `layers`: the backend asked first comes first. Throws `INVALID_OPTION` for an empty list and for what is not a
   * backend.
   */
  constructor(layers: readonly Backend[]) {
    checkBackends('CompositeBackend', layers);
    if (layers.length === 0) {
      throw new HalyardError('INVALID_OPTION', 'CompositeBackend: needs at least one backend');
    }
    this.#layers = [...layers];
    const target = this.#layers.find((layer) => layer.set !== undefined);
    this.#target = target;
    if (target?.set) {
      this.set = async (name, update, options) =>
        target.set!(name, this.#fromSeen(name, update), this.#condition(target, name, options));
    }
    if (target?.setMany) {
      this.setMany = async (updates, options) =>
        target.setMany!(await inSlices(this.#allFromSeen(updates)), options);
    }
    if (target?.delete) {
      this.delete = async (name, options) => target.delete!(name, this.#condition(target, name, options));
    }
    if (target?.history) this.history = target.history.bind(target);
    const keeper = [target, ...this.#layers].find((layer) => layer?.usage !== undefined);
    if (keeper?.usage) this.usage = usageIn(keeper, keeper.usage);
  }

  // Merged when asked for, from whatever the layers hold by then: there is no moment at which it could be out of date.
  get snapshot(): Snapshot {
    if (this.#seen.length === 0 || this.#layers.some((layer, i) => layer.snapshot !== this.#seen[i])) {
      const layers = this.#layers.map((layer) => layer.snapshot);
      const changed = changedNames(this.#seen, layers);
      this.#merged = changed ? this.#merged.with(entriesOf(layers, changed)) : merge(layers);
      this.#seen = layers;
    }
    return this.#merged;
  }

  async open(): Promise<void> {
    await Promise.all(this.#layers.map((layer) => layer.open()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#layers.map((layer) => layer.close()));
  }

  async refresh(): Promise<void> {
    await Promise.all(this.#layers.map(async (layer) => layer.refresh?.()));
  }

  subscribe(listener: () => void): () => void {
    const unsubscribe = this.#layers.map((layer) => layer.subscribe(listener));
    return () => {
      for (const stop of unsubscribe) stop();
    };
  }

  origin(name: string): FlagOrigin | undefined {
    const layer = this.#layers.find((each) => hasFlag(each.snapshot, name));
    if (layer === undefined) return undefined;
    const own = { layer: layer.name, precedesWrites: false };
    const inner = layer.origin?.(layer.snapshot.get(name)!.name) ?? own;
    return { ...inner, precedesWrites: inner.precedesWrites || this.#isAboveTarget(layer) };
  }

  status(): BackendStatus {
    const layers = this.#layers.map((layer) => layer.status());
    const { flags, invalid } = this.snapshot;
    const worst = layers.reduce((a, b) => (SEVERITY[b.state] > SEVERITY[a.state] ? b : a));
    // As long as one layer was read there are answers, so the whole has not failed.
    const failed = layers.every((layer) => layer.state === 'failed');
    const loads = layers.flatMap((layer) => layer.lastLoad ?? []);
    const forced = this.#forced();
    return {
      name: this.name,
      state: worst.state === 'failed' && !failed ? 'stale' : worst.state,
      since: worst.since,
      ...(worst.state === 'live' ? {} : { reason: `${worst.name}: ${worst.reason ?? worst.state}` }),
      flags: flags.size,
      invalid: [...invalid.values()],
      ...(loads.length === 0 ? {} : { lastLoad: Math.max(...loads) }),
      ...(forced.length === 0 ? {} : { forced }),
      layers,
    };
  }

  #isAboveTarget(layer: Backend): boolean {
    return this.#target !== undefined && this.#layers.indexOf(layer) < this.#layers.indexOf(this.#target);
  }

  /** The flags of the layers above the target, and those that the target itself forces. */
  #forced(): ForcedFlag[] {
    if (this.#target === undefined) return [];
    const above = this.#layers.filter((layer) => this.#isAboveTarget(layer));
    const names = [
      ...above.flatMap((layer) => [...layer.snapshot.flags.keys()]),
      ...(this.#target.status().forced ?? []).map(({ name }) => name),
    ];
    return [...new Set(names)].flatMap((name) => {
      const flag = this.snapshot.flags.get(name);
      const origin = flag && this.origin(name);
      return origin?.precedesWrites === true ? [{ name, why: answersFirst(origin, flag!) }] : [];
    });
  }

  *#allFromSeen(updates: ReadonlyMap<string, BulkUpdate>): Generator<void, Map<string, BulkUpdate>> {
    const seen = new Map<string, BulkUpdate>();
    for (const [name, update] of updates) {
      seen.set(name, this.#fromSeen(name, update));
      yield;
    }
    return seen;
  }

  /** A flag that only another layer has is changed from what that says: switched off and on again, it keeps its rules. */
  #fromSeen<Source extends FlagSource | null>(
    name: string,
    update: Source | ((current: Flag | undefined, invalid: InvalidText | undefined) => Source),
  ): typeof update {
    if (update !== null) assertNewSpelling(name, this.snapshot);
    if (typeof update !== 'function') return update;
    return (stored, invalid) =>
      update(stored ?? (invalid ? undefined : this.snapshot.flags.get(name)), invalid);
  }

  /** What a writer asks of the flag it saw, as a condition on the layer that is written to, if another layer answers. */
  #condition(target: Backend, name: string, options: WriteOptions | undefined): WriteOptions | undefined {
    const seen = this.snapshot.flags.get(name);
    const stored = target.snapshot.flags.get(name);
    if (seen === undefined || seen === stored || options?.ifVersion === undefined) return options;
    if (options.ifVersion !== seen.version) throw new FlagConflictError(name, seen);
    return { ...options, ifVersion: stored?.version ?? null };
  }

  describe(): string {
    return `${this.name}(${this.#layers.map((layer) => layer.describe?.() ?? layer.name).join(', ')})`;
  }
}

/** The use of the flags that this layer has: it keeps none of others. */
function usageIn(layer: Backend, usage: UsageLog): UsageLog {
  return {
    report: (uses) => usage.report(uses.filter(({ name }) => layer.snapshot.flags.has(name))),
    read: async () => ({ layer: layer.name, ...(await usage.read()) }),
  };
}

const SEVERITY: Readonly<Record<BackendState, number>> = { live: 0, polling: 1, stale: 2, failed: 3 };

/** The names that may differ between the layers then and now, or `undefined` if that is as good as all. */
function changedNames(before: readonly Snapshot[], after: readonly Snapshot[]): Set<string> | undefined {
  const changed: string[] = [];
  for (const [i, layer] of after.entries()) {
    const earlier = before[i];
    if (earlier === layer) continue;
    const names = earlier && layer.changedSince(earlier);
    if (names === undefined) return undefined;
    changed.push(...names);
  }
  return withSpellings(after, changed);
}

/** These names, and those for which they answer: a canonical name answers for its other spellings in the layers below. */
function withSpellings(layers: readonly Snapshot[], names: readonly string[]): Set<string> {
  const all = new Set(names);
  for (const name of names) {
    for (const layer of layers) for (const spelling of layer.spellingsOf(name)) all.add(spelling);
  }
  return all;
}

/** What the layers together have: what the largest has, but for the names of the others. */
function merge(layers: readonly Snapshot[]): Snapshot {
  const [largest, ...others] = layers.toSorted((a, b) => b.flags.size - a.flags.size);
  const names = others.flatMap(({ flags, invalid, unused }) => [
    ...flags.keys(),
    ...invalid.keys(),
    ...unused.keys(),
  ]);
  return largest!.copy().with(entriesOf(layers, withSpellings(layers, names)));
}

/** What the layers together have of these names. */
function entriesOf(layers: readonly Snapshot[], names: Iterable<string>): Map<string, SnapshotEntry> {
  return new Map(Array.from(names, (name) => [name, entryOf(layers, name)]));
}

/**
 * What the layers together have of a name. A layer is asked for the exact name and then for its canonical form, so that a
 * flag under another spelling is hidden by a canonical one further up; asking for the name finds that.
 */
function entryOf(layers: readonly Snapshot[], name: string): SnapshotEntry {
  return {
    flag: layers.find((layer) => hasFlag(layer, name))?.flags.get(name),
    invalid: firstOf(layers, ({ invalid }) => invalid.get(name)),
    unused: firstOf(layers, ({ unused }) => unused.get(name)),
  };
}

function hasFlag({ flags }: Snapshot, name: string): boolean {
  return flags.has(name) || flags.has(canonicalName(name));
}

function firstOf<Value>(
  layers: readonly Snapshot[],
  get: (layer: Snapshot) => Value | undefined,
): Value | undefined {
  for (const layer of layers) {
    const value = get(layer);
    if (value !== undefined) return value;
  }
  return undefined;
}
