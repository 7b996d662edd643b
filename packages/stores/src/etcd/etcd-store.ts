import {
  conflictError,
  conflictIn,
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreWatcher,
  writeInChunks,
} from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';
import { followStream } from '../requests/follow-stream.js';
import type { HttpClient } from '../requests/http-client.js';
import { readFailure } from '../requests/read-failure.js';
import { writeFailure } from '../requests/write-failure.js';
import { answerIn, reasonIn, type RangeAnswer, type TransactionAnswer, type WatchLine } from './answers.js';
import { base64, rangeOf, textOf } from './keys.js';
import { TRANSACTION_LIMITS } from './transaction-limits.js';

/** The flags in etcd, each under a key of its own: prefix and name. */
export class EtcdStore implements FlagStore {
  readonly name: string;
  readonly #client: HttpClient;
  readonly #prefix: string;
  readonly #stop = new AbortController();

  constructor(client: HttpClient, prefix: string) {
    this.name = `etcd(${client.shown})`;
    this.#client = client;
    this.#prefix = prefix;
  }

  async load(signal: AbortSignal): Promise<FlagEntries> {
    try {
      const { kvs = [] } = await this.#call<RangeAnswer>('/v3/kv/range', rangeOf(this.#prefix), signal);
      return new Map(kvs.map(({ key, value }) => [this.#nameIn(key), textOf(value)]));
    } catch (error) {
      throw readFailure(this.#client.shown, error);
    }
  }

  async watch(watcher: StoreWatcher): Promise<() => void> {
    let next: number | undefined;
    let rest = '';
    const take = (line: string): void => {
      const { result = {}, error } = answerIn(line) as WatchLine;
      if (error !== undefined) throw new Error(error.message ?? 'the watch failed');
      const { header, events = [], created = false, canceled = false, cancel_reason } = result;
      if (canceled) {
        next = undefined;
        throw new Error(cancel_reason || 'the changes since are compacted away');
      }
      if (created) {
        // Of a watch that is resumed this is the newest revision, whose events are still to come.
        const newest = Number(header!.revision);
        const isOlder = next !== undefined && newest < next - 1;
        if (isOlder) {
          next = undefined;
          throw new Error('the data are older than before');
        }
        // Nothing told what changed before a watch that is not resumed.
        if (next === undefined) watcher.changed();
        next ??= newest + 1;
      }
      if (events.length === 0) return;
      next = Number(events.at(-1)!.kv.mod_revision) + 1;
      watcher.changed(
        new FlagChanges(
          events.map(({ type, kv }) => [
            this.#nameIn(kv.key),
            type === 'DELETE' ? undefined : textOf(kv.value),
          ]),
        ),
      );
    };
    await followStream(
      this.#client,
      {
        request: () => {
          rest = '';
          return {
            method: 'POST',
            path: '/v3/watch',
            body: JSON.stringify({
              create_request: {
                ...rangeOf(this.#prefix),
                ...(next === undefined ? {} : { start_revision: String(next) }),
              },
            }),
          };
        },
        opened: () => watcher.live(),
        text: (piece) => {
          const lines = (rest + piece).split('\n');
          rest = lines.pop()!;
          lines.filter((line) => line !== '').forEach(take);
        },
        lost: (reason) => watcher.polling(`the keys can't be watched: ${reason}`),
      },
      this.#stop.signal,
    );
    return () => this.#stop.abort();
  }

  /** Writes all or none of up to 64 changes and 1 MiB; of more, in order, those before the first that fails. */
  async write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    await writeInChunks(changes, TRANSACTION_LIMITS, signal, (chunk) => this.#commit(chunk, signal));
  }

  close(): Promise<void> {
    this.#stop.abort();
    return Promise.resolve();
  }

  async #commit(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const guarded = changes.filter(({ ifText }) => ifText !== undefined);
    const transaction = {
      compare: guarded.map(({ name, ifText }) => ({
        key: this.#keyOf(name),
        result: 'EQUAL',
        ...(ifText === null
          ? { target: 'VERSION', version: '0' }
          : { target: 'VALUE', value: base64(ifText!) }),
      })),
      success: changes.map(({ name, text }) =>
        text === undefined
          ? { request_delete_range: { key: this.#keyOf(name) } }
          : { request_put: { key: this.#keyOf(name), value: base64(text) } },
      ),
      failure: guarded.map(({ name }) => ({ request_range: { key: this.#keyOf(name) } })),
    };
    const answer = await this.#call<TransactionAnswer>('/v3/kv/txn', transaction, signal).catch(
      (error: unknown) => {
        throw writeFailure(this.#client.shown, error);
      },
    );
    if (answer.succeeded !== true) throw conflictWith(answer, guarded);
  }

  async #call<Answer extends object>(path: string, body: object, signal: AbortSignal): Promise<Answer> {
    const response = await this.#client.send({ method: 'POST', path, body: JSON.stringify(body), signal });
    if (response.status !== 200) throw await this.#client.failure(response, await reasonIn(response));
    return answerIn(await bodyText(response)) as Answer;
  }

  #keyOf(name: string): string {
    return base64(this.#prefix + name);
  }

  #nameIn(key: string): string {
    return textOf(key).slice(this.#prefix.length);
  }
}

/** The error for a comparison that failed. The answer has what is stored of each guarded flag. */
function conflictWith({ responses = [] }: TransactionAnswer, guarded: readonly StoreChange[]): Error {
  const texts = new Map<string, string>();
  for (const [i, { name }] of guarded.entries()) {
    const [found] = responses[i]?.response_range?.kvs ?? [];
    if (found !== undefined) texts.set(name, textOf(found.value));
  }
  const { name } = guarded[0]!;
  return conflictIn(guarded, (each) => texts.get(each)) ?? conflictError(name, texts.get(name) ?? null);
}
