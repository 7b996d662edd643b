import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { HistoryLog, MemoryUsage, type StoreChange } from '@halyard/core/store';
import { RoomStore } from '../../support/room-store.js';

/** A store in another room that keeps a history, and the use of flags. */
export class RememberingStore extends RoomStore {
  readonly usage = new MemoryUsage((name) => this.texts.has(name));
  readonly #log = new HistoryLog();

  override async write(changes: readonly StoreChange[]): Promise<void> {
    const before = changes.map(({ name }) => this.texts.get(name) ?? null);
    await super.write(changes);
    for (const [i, { name, text = null, ifText: _, ...author }] of changes.entries()) {
      this.#log.add({ name, before: before[i]!, after: text, ...author });
    }
  }

  async history(query: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return this.#log.read(query);
  }
}
