import {
  conflictIn,
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreWatcher,
  writeInChunks,
} from '@halyard/core/store';
import { readFailure } from '../requests/read-failure.js';
import type { ConsulKv, KvEntry, KvState } from './consul-kv.js';
import { followKv } from './follow-kv.js';
import { operationsFor, TRANSACTION_LIMITS } from './operations.js';

/** The flags in Consul's KV store, each under a key of its own: prefix and name. */
export class ConsulStore implements FlagStore {
  readonly name: string;
  readonly #kv: ConsulKv;
  readonly #stop = new AbortController();
  /** The state that the backend was given last. */
  #given: KvState | undefined;
  /** The index of what the backend has: a state before it is old. */
  #reached = 0;
  /** All names that the backend can have. */
  #names = new Set<string>();

  constructor(kv: ConsulKv) {
    this.name = `consul(${kv.shown})`;
    this.#kv = kv;
  }

  async load(signal: AbortSignal): Promise<FlagEntries> {
    const before = this.#given;
    const read = await this.#read(signal);
    // What was pushed meanwhile may be newer than the answer that came after it.
    const isOld = this.#given !== before && isBefore(read, this.#reached);
    const state = isOld ? this.#given! : read;
    this.#give(state);
    return Array.from(state.entries, ([name, { text }]) => [name, text] as const);
  }

  async watch(watcher: StoreWatcher): Promise<() => void> {
    // Not the index of a read: what was pushed during a read counts as newer than it, and must be pushed again.
    let pushed: number | undefined;
    const take = (state: KvState, isAnew: boolean): void => {
      if (isAnew) this.#reached = 0;
      else if (isBefore(state, this.#reached)) return;
      else if (state.index !== undefined && state.index === pushed) return;
      const gone = [...this.#names].filter((name) => !state.entries.has(name));
      pushed = state.index;
      this.#names.clear();
      this.#give(state);
      watcher.changed(
        new FlagChanges([
          ...Array.from(state.entries, ([name, { text }]) => [name, text] as const),
          ...gone.map((name) => [name, undefined] as const),
        ]),
      );
    };
    const listener = {
      opened: () => watcher.live(),
      lost: (reason: string) => watcher.polling(`changes are not pushed: ${reason}`),
    };
    await followKv(this.#kv, take, listener, this.#stop.signal);
    return () => this.#stop.abort();
  }

  /** Writes all or none of up to 32 changes and 500 kB; of more, in order, those before the first that fails. */
  async write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    await writeInChunks(changes, TRANSACTION_LIMITS, signal, (chunk) => this.#commit(chunk, signal));
  }

  close(): Promise<void> {
    this.#stop.abort();
    return Promise.resolve();
  }

  /** Consul compares indexes, not texts: an index that is no longer that of the expected text is read again. */
  async #commit(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const guarded = changes.filter(({ ifText }) => ifText !== undefined);
    let entries: ReadonlyMap<string, KvEntry> = this.#given?.entries ?? new Map();
    const textOf = (name: string): string | undefined => entries.get(name)?.text;
    for (;;) {
      const before = entries;
      let refusal: string | undefined;
      if (conflictIn(guarded, textOf) === undefined) {
        const operations = changes.flatMap((change) => operationsFor(change, before.get(change.name)));
        const outcome = await this.#kv.commit(operations, signal);
        if (!('refusal' in outcome)) return this.#wrote(changes, outcome.index);
        refusal = outcome.refusal;
      }
      entries = (await this.#read(signal)).entries;
      const conflict = conflictIn(guarded, textOf);
      if (conflict !== undefined) throw conflict;
      const isSame = guarded.every(({ name }) => before.get(name)?.index === entries.get(name)?.index);
      if (isSame && refusal !== undefined)
        throw new Error(`${this.#kv.shown} rolled the change back: ${refusal}`);
    }
  }

  async #read(signal: AbortSignal): Promise<KvState> {
    try {
      return await this.#kv.read(signal);
    } catch (error) {
      throw readFailure(this.#kv.shown, error);
    }
  }

  #give(state: KvState): void {
    this.#given = state;
    this.#reached = Math.max(this.#reached, state.index ?? 0);
    for (const name of state.entries.keys()) this.#names.add(name);
  }

  #wrote(changes: readonly StoreChange[], index = 0): void {
    this.#reached = Math.max(this.#reached, index);
    for (const { name } of changes) this.#names.add(name);
  }
}

function isBefore({ index = Infinity }: KvState, reached: number): boolean {
  return index < reached;
}
