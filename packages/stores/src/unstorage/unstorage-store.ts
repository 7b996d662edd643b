import { HalyardError } from '@halyard/core';
import {
  conflictError,
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  messageOf,
  type StoreChange,
  type StoreWatcher,
  unconfirmedError,
  writeInOrder,
} from '@halyard/core/store';
import { pause } from '../requests/backoff.js';
import { keyOfName, nameOfKey } from './key-name.js';
import { ReportedKeys, SETTLING_MS } from './reported-keys.js';
import type { Storage, StorageMount } from './storage.js';
import { storedText } from './stored-text.js';

/** How many keys are read at once. */
const TOGETHER = 50;

/** The flags in a storage, each under a key of its own: base and name. */
export class UnstorageStore implements FlagStore {
  readonly name: string;
  readonly #storage: Storage;
  readonly #base: string;
  /** The keys that are not written as those of flags. */
  #unusable: readonly string[] = [];
  /** The last write, which the next one waits for, because a storage can't compare and set. */
  #written: Promise<void> = Promise.resolve();

  constructor(storage: Storage, base: string) {
    this.#storage = storage;
    this.#base = base;
    this.name = `unstorage(${this.#driver()?.name ?? base})`;
  }

  async load(signal: AbortSignal): Promise<FlagEntries> {
    const texts = new Map<string, string>();
    const keys = (await this.#storage.getKeys(this.#base)).map((key) => key.slice(this.#base.length + 1));
    const named = keys.flatMap((key) => nameOfKey(key) ?? []);
    for (let i = 0; i < named.length; i += TOGETHER) {
      signal.throwIfAborted();
      const names = named.slice(i, i + TOGETHER);
      const read = await Promise.all(names.map((name) => this.#read(name, signal)));
      for (const [at, name] of names.entries()) {
        const text = read[at];
        if (text !== undefined) texts.set(name, text);
      }
    }
    this.#unusable = keys.filter((key) => nameOfKey(key) === undefined);
    return texts;
  }

  async watch(watcher: StoreWatcher): Promise<() => void | Promise<void>> {
    const driver = this.#driver();
    // Any storage reports the changes that are made through it; what others change, the driver must report.
    if (typeof driver?.watch === 'function') watcher.live();
    else watcher.polling(`the driver${driver?.name ? ` "${driver.name}"` : ''} does not push changes`);
    const stop = new AbortController();
    const reported = new ReportedKeys((name) => this.#push(name, watcher, stop.signal), stop.signal);
    const prefix = `${this.#base}:`;
    const unwatch = await this.#storage.watch?.((_event, key) => {
      const at = key.indexOf(prefix);
      const name = at < 0 ? undefined : nameOfKey(key.slice(at + prefix.length));
      if (name !== undefined) reported.reported(name);
    });
    return async () => {
      stop.abort();
      await unwatch?.();
    };
  }

  /** Compares all texts, and then writes the changes one after another. */
  write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const written = this.#written.then(() => this.#write(changes, signal));
    this.#written = written.catch(() => {});
    return written;
  }

  problem(): string | undefined {
    const [first, ...others] = this.#unusable;
    if (first === undefined) return undefined;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${this.name}: the key "${this.#base}:${first}"${more} is not written as that of a flag: ${HOW}`;
  }

  async #write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    this.#assertWritable();
    for (const { name, ifText } of changes) {
      if (ifText === undefined) continue;
      const stored = (await this.#read(name, signal)) ?? null;
      if (stored !== ifText) throw conflictError(name, stored);
    }
    await writeInOrder(changes, signal, (change) => this.#store(change, signal));
  }

  async #store({ name, text }: StoreChange, signal: AbortSignal): Promise<void> {
    const key = this.#keyOf(name);
    try {
      if (text === undefined) await this.#storage.removeItem(key);
      else await this.#storage.setItemRaw(key, text);
    } catch (error) {
      // An error of a driver does not say whether the text was stored; what is stored does.
      const stored = await this.#read(name, signal).catch(() => UNREADABLE);
      if (stored === text) return;
      if (stored !== UNREADABLE) throw error;
      const write = `the write of flag "${name}"`;
      throw unconfirmedError(`${this.name} did not confirm ${write} (${messageOf(error)})`, error);
    }
  }

  async #push(name: string, watcher: StoreWatcher, signal: AbortSignal): Promise<void> {
    try {
      const text = await this.#read(name, signal);
      if (!signal.aborted) watcher.changed(new FlagChanges([[name, text]]));
    } catch {
      // A read of all keys says what is wrong.
      watcher.changed();
    }
  }

  async #read(name: string, signal: AbortSignal): Promise<string | undefined> {
    const key = this.#keyOf(name);
    const text = storedText(await this.#storage.getItemRaw(key));
    // No text is off, and a file that is being written has none.
    if (text !== '') return text;
    await pause(SETTLING_MS, signal);
    return storedText(await this.#storage.getItemRaw(key));
  }

  #keyOf(name: string): string {
    return `${this.#base}:${keyOfName(name)}`;
  }

  #driver(): StorageMount['driver'] | undefined {
    return this.#storage.getMount?.(`${this.#base}:flag`).driver;
  }

  /** A storage ignores what is written to a driver that can't write. */
  #assertWritable(): void {
    const driver = this.#driver();
    if (driver === undefined) return;
    const { readOnly } = (driver.options ?? {}) as { readonly readOnly?: boolean };
    if (readOnly !== true && (driver.setItem ?? driver.setItemRaw) !== undefined) return;
    throw new HalyardError('READ_ONLY', `${this.name} is read-only: its driver takes no writes`);
  }
}

const UNREADABLE = Symbol('unreadable');

const HOW =
  'flags are directly under the base, with characters such as "/", ":" and "%" escaped as %2F, %3A and %25';
