import {
  conflictIn,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreWatcher,
} from '@halyard/core/store';

/** A store in another room: a map that others change, and that tells whoever watches. Its door can be shut. */
export class RoomStore implements FlagStore {
  readonly name = 'room';
  readonly texts: Map<string, string>;
  /** While set, every load and write rejects with it. */
  shut: Error | undefined;
  loads = 0;
  readonly writes: (readonly StoreChange[])[] = [];
  watcher: StoreWatcher | undefined;

  constructor(stored: Iterable<readonly [string, string]> = []) {
    this.texts = new Map(stored);
  }

  async load(): Promise<FlagEntries> {
    this.loads++;
    const texts = [...this.texts];
    await Promise.resolve();
    if (this.shut) throw this.shut;
    return texts;
  }

  watch(watcher: StoreWatcher): () => void {
    this.watcher = watcher;
    return () => {
      this.watcher = undefined;
    };
  }

  async write(changes: readonly StoreChange[]): Promise<void> {
    await Promise.resolve();
    if (this.shut) throw this.shut;
    const conflict = conflictIn(changes, (name) => this.texts.get(name));
    if (conflict !== undefined) throw conflict;
    this.writes.push(changes);
    for (const { name, text } of changes) this.#put(name, text);
    this.watcher?.changed();
  }

  /** Changes a flag as somebody else would. */
  change(name: string, text: string | undefined): void {
    this.#put(name, text);
    this.watcher?.changed();
  }

  #put(name: string, text: string | undefined): void {
    if (text === undefined) this.texts.delete(name);
    else this.texts.set(name, text);
  }
}
