import type { Backend, BackendState, BackendStatus, FlagUpdate, WriteOptions } from '../backend.js';
import { FlagConflict, HalyardError } from '../errors.js';
import type { Flag } from '../flag/flag.js';
import type { HistoryEntry, HistoryQuery } from '../history.js';
import { type InvalidFlag, Snapshot, type SnapshotEntry } from '../snapshot.js';

/**
 * Layers backends: for each flag the first layer that has it answers. A layer that can't read its store goes on with
 * its last known flags; one that never could leaves its flags to the layers below, and `status()` says so. Writes go to
 * the first writable layer and fail if it fails; with none, the composite is read-only. The version that
 * a write insists on is that of the flag as it is seen, whichever layer has it.
 */
export class CompositeBackend implements Backend {
  readonly name: string = 'composite';
  readonly #layers: readonly Backend[];
  #seen: readonly Snapshot[] = [];
  #merged: Snapshot = Snapshot.EMPTY;
  readonly set?: (name: string, update: FlagUpdate, options?: WriteOptions) => Promise<void>;
  readonly delete?: (name: string, options?: WriteOptions) => Promise<boolean>;

  readonly history?: (query?: HistoryQuery) => Promise<readonly HistoryEntry[]>;

  constructor(layers: readonly Backend[]) {
    if (!Array.isArray(layers) || layers.length === 0) {
      throw new HalyardError('INVALID_OPTION', 'CompositeBackend: needs a list of at least one backend');
    }
    this.#layers = [...layers];
    const target = this.#layers.find((layer) => layer.set !== undefined);
    if (target?.set) {
      this.set = async (name, update, options) =>
        target.set!(name, this.#fromSeen(name, update), this.#condition(target, name, options));
    }
    if (target?.delete) {
      this.delete = async (name, options) => target.delete!(name, this.#condition(target, name, options));
    }
    if (target?.history) this.history = target.history.bind(target);
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

  subscribe(listener: () => void): () => void {
    const unsubscribe = this.#layers.map((layer) => layer.subscribe(listener));
    return () => {
      for (const stop of unsubscribe) stop();
    };
  }

  status(): BackendStatus {
    const layers = this.#layers.map((layer) => layer.status());
    const { flags, invalid } = this.snapshot;
    const worst = layers.reduce((a, b) => (SEVERITY[b.state] > SEVERITY[a.state] ? b : a));
    // As long as one layer was read there are answers, so the whole has not failed.
    const failed = layers.every((layer) => layer.state === 'failed');
    const loads = layers.flatMap((layer) => layer.lastLoad ?? []);
    return {
      name: this.name,
      state: worst.state === 'failed' && !failed ? 'stale' : worst.state,
      since: worst.since,
      ...(worst.state === 'live' ? {} : { reason: `${worst.name}: ${worst.reason ?? worst.state}` }),
      flags: flags.size,
      invalid: [...invalid.values()],
      ...(loads.length === 0 ? {} : { lastLoad: Math.max(...loads) }),
      layers,
    };
  }

  /** A flag that only another layer has is changed from what that says: switched off and on again, it keeps its rules. */
  #fromSeen(name: string, update: FlagUpdate): FlagUpdate {
    return typeof update === 'function' ? (stored) => update(stored ?? this.snapshot.get(name)) : update;
  }

  /** What a writer asks of the flag it saw, as a condition on the layer that is written to, if another layer has it. */
  #condition(target: Backend, name: string, options: WriteOptions | undefined): WriteOptions | undefined {
    const seen = this.snapshot.get(name);
    const isElsewhere = seen !== undefined && target.snapshot.get(name) === undefined;
    if (!isElsewhere || options?.ifVersion === undefined) return options;
    if (options.ifVersion !== seen.version) throw new FlagConflict(name, seen);
    return { ...options, ifVersion: null };
  }

  describe(): string {
    return `${this.name}(${this.#layers.map((layer) => layer.describe?.() ?? layer.name).join(', ')})`;
  }
}

const SEVERITY: Readonly<Record<BackendState, number>> = { live: 0, polling: 1, stale: 2, failed: 3 };

/**
 * The names that may differ between the layers then and now, or `undefined` if that is as good as all. No layer with
 * aliases ever changes: there, one flag could hide others of other names.
 */
function changedNames(before: readonly Snapshot[], after: readonly Snapshot[]): string[] | undefined {
  const changed = new Set<string>();
  for (const [i, layer] of after.entries()) {
    const earlier = before[i];
    if (earlier === layer) continue;
    const names = earlier && layer.changedSince(earlier);
    if (names === undefined) return undefined;
    for (const name of names) changed.add(name);
  }
  return [...changed];
}

function merge(layers: readonly Snapshot[]): Snapshot {
  const flags = new Map<string, Flag>();
  const invalid = new Map<string, InvalidFlag>();
  const names = new Set(layers.flatMap((layer) => [...layer.flags.keys(), ...layer.invalid.keys()]));
  for (const [name, entry] of entriesOf(layers, names)) {
    if (entry.flag) flags.set(name, entry.flag);
    if (entry.invalid) invalid.set(name, entry.invalid);
  }
  const aliasing = layers.filter(({ hasAliases }) => hasAliases);
  const alias = aliasing.length === 0 ? undefined : (name: string) => firstWith(aliasing, name)?.get(name);
  return new Snapshot(flags, invalid, alias);
}

/** What the layers together have of these names. */
function entriesOf(layers: readonly Snapshot[], names: Iterable<string>): Map<string, SnapshotEntry> {
  const entries = new Map<string, SnapshotEntry>();
  for (const name of names) {
    // A layer that knows this name as another spelling of its own has the flag, and wins over those below.
    const flag = firstWith(layers, name)?.flags.get(name);
    entries.set(name, { flag, invalid: layers.find((layer) => layer.invalid.has(name))?.invalid.get(name) });
  }
  return entries;
}

function firstWith(layers: readonly Snapshot[], name: string): Snapshot | undefined {
  return layers.find((layer) => layer.get(name) !== undefined);
}
