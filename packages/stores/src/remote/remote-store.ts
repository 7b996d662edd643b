import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import {
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreUsage,
  type StoreWatcher,
} from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';
import type { HttpClient } from '../requests/http-client.js';
import { KnownDocument } from '../requests/known-document.js';
import { readFailure } from '../requests/read-failure.js';
import { writeFailure } from '../requests/write-failure.js';
import { type ChangedFlag, changedFlag } from './change-event.js';
import type { ServerEvent } from './event-parser.js';
import { followEvents } from './follow-events.js';
import { readHistory } from './read-history.js';
import { storedTexts } from './stored-texts.js';
import { readUsage, reportUsage } from './usage.js';
import { type UpstreamStatus, upstreamStatus } from './upstream-status.js';
import { writeRefusal } from './write-refusal.js';

/** How long another Halyard behind the same address may need for what an event has told already, in milliseconds. */
const LAG_MS = 2000;

/** The flags of another Halyard, over its API: one export, then its events. */
export class RemoteStore implements FlagStore {
  readonly name: string;
  readonly usage: StoreUsage;
  readonly #client: HttpClient;
  readonly #document = new KnownDocument();
  readonly #stop = new AbortController();
  #status: UpstreamStatus | undefined;
  /** Whether events arrive. */
  #isOpen = false;
  /** Whether there are changes that no event tells. */
  #mustRead = false;
  #watcher: StoreWatcher | undefined;
  /** When the last event came, by the monotonic clock. */
  #toldAt = -Infinity;
  /** Reads once more what may have come from a Halyard that lags. */
  #rereading: NodeJS.Timeout | undefined;
  /** Whether the next load is such a reading, which causes no further one. */
  #isReread = false;

  constructor(client: HttpClient) {
    this.name = `remote(${client.shown})`;
    this.#client = client;
    this.usage = {
      report: (uses, signal) => reportUsage(client, uses, signal),
      read: (signal) => readUsage(client, signal),
    };
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    this.#document.begin();
    const mustRead = this.#mustRead;
    const isReread = this.#isReread;
    this.#mustRead = this.#isReread = false;
    try {
      const headers = this.#document.conditions;
      const response = await this.#client.send({ path: '/api/v1/export?format=stored', headers, signal });
      if (this.#isBehind(response)) {
        await response.body?.cancel();
        if (mustRead) throw new Error('the answer is that of a Halyard that is in trouble itself');
        return new FlagChanges([]);
      }
      const isUnchanged = response.status === 304 && this.#document.isKnown;
      if (!isUnchanged && response.status !== 200) throw await this.#client.failure(response);
      if (!isReread) this.#rereadIfToldLately();
      if (isUnchanged) return this.#document.unchanged(signal);
      return this.#document.sent(storedTexts(await bodyText(response)), response.headers, signal);
    } catch (error) {
      this.#document.giveAllNext();
      this.#mustRead ||= mustRead;
      throw readFailure(this.#client.shown, error);
    }
  }

  async watch(watcher: StoreWatcher): Promise<() => void> {
    this.#watcher = watcher;
    let together: ChangedFlag[] = [];
    const readAgain = (): void => {
      together = [];
      // The backend prefers what it was told during a load to what the load returned, and that may be newer.
      this.#document.giveAllNext();
      this.#mustRead = true;
      this.#toldAt = performance.now();
      watcher.changed();
    };
    const take = ({ event, data, id }: ServerEvent): void => {
      if (event === 'reset') return readAgain();
      if (event === 'status') return this.#takeStatus(data, watcher);
      if (event !== 'change' || data === '') return;
      this.#toldAt = performance.now();
      const change = changedFlag(data);
      if (change === undefined) return readAgain();
      together.push(change);
      // Of changes that were made together only the last has an id.
      if (id === undefined) return;
      // An event that takes them back may be lost, and the export is then the known one again.
      this.#document.giveAllNext();
      watcher.changed(new FlagChanges(together));
      together = [];
    };
    await followEvents(
      this.#client,
      {
        connecting: () => {
          this.#isOpen = false;
          together = [];
        },
        opened: () => {
          this.#isOpen = true;
          watcher.live();
        },
        event: take,
        lost: (reason) => watcher.polling(reason),
      },
      this.#stop.signal,
    );
    return () => this.#stop.abort();
  }

  async write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const { actor, comment } = changes[0]!;
    const body = JSON.stringify({
      changes: changes.map(({ name, text = null, ifText }) => ({
        name,
        text,
        ...(ifText === undefined ? {} : { ifText }),
      })),
      ...(actor === undefined ? {} : { actor }),
      ...(comment === undefined ? {} : { comment }),
    });
    const headers = { 'Content-Type': 'application/json' };
    const request = { method: 'POST', path: '/api/v1/changes', headers, body, signal };
    const response = await this.#client.send(request).catch((error: unknown) => {
      throw writeFailure(this.#client.shown, error);
    });
    if (response.status !== 204) throw await writeRefusal(this.#client.shown, response, changes);
    this.#document.giveAllNext();
  }

  history(query: HistoryQuery, signal: AbortSignal): Promise<readonly HistoryEntry[]> {
    return readHistory(this.#client, query, signal);
  }

  problem(): string | undefined {
    const problem = this.#status?.problem;
    return problem && `${this.#client.shown} ${problem}`;
  }

  close(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#rereading);
    return Promise.resolve();
  }

  /**
   * Whether an answer may be older than the events: behind one address can be several Halyards, of which the one that answers
   * has trouble and the one whose events arrive has none.
   */
  #isBehind({ headers }: Response): boolean {
    const isFollowed = this.#isOpen && this.#status?.problem === undefined;
    return headers.has('halyard-trouble') && isFollowed && this.#document.isKnown;
  }

  /** The Halyard that has answered may not have known yet what the one with the events told. */
  #rereadIfToldLately(): void {
    if (performance.now() - this.#toldAt > LAG_MS) return;
    clearTimeout(this.#rereading);
    this.#rereading = setTimeout(() => {
      this.#isReread = true;
      this.#watcher?.changed();
    }, LAG_MS).unref();
  }

  #takeStatus(data: string, watcher: StoreWatcher): void {
    const status = upstreamStatus(data);
    const before = this.#status;
    this.#status = status;
    // The problem is shown after a load.
    const isNew = status?.problem !== before?.problem || status?.invalid !== (before?.invalid ?? '[]');
    if (isNew) watcher.changed();
  }
}
