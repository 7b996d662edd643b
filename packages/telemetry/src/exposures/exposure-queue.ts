import type { Logger } from '@halyard/core';
import { messageOf, withDeadline } from '@halyard/core/store';
import { setImmediate } from 'node:timers/promises';
import type { Exposure, ExposureSink } from './exposure.js';

/** The settings of a queue. */
export interface QueueSettings {
  readonly batchSize: number;
  readonly delayMs: number;
  readonly maxQueued: number;
  readonly timeoutMs: number;
  readonly logger: Logger | false;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Exposures on their way to the sink, one batch at a time. A batch that the sink does not take stays first and is tried
 * again, later each time. No timer keeps the process running.
 */
export class ExposureQueue {
  readonly #sink: ExposureSink;
  readonly #settings: QueueSettings;
  readonly #closing = new AbortController();
  #waiting: Exposure[] = [];
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #reported = 0;
  #dropped = 0;
  #logsDrops = true;

  constructor(sink: ExposureSink, settings: QueueSettings) {
    this.#sink = sink;
    this.#settings = settings;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#settings.maxQueued;
  }

  get counts(): { readonly reported: number; readonly queued: number; readonly dropped: number } {
    return { reported: this.#reported, queued: this.#waiting.length, dropped: this.#dropped };
  }

  add(exposure: Exposure): void {
    this.#waiting.push(exposure);
    const { batchSize, delayMs } = this.#settings;
    // While the sink fails, only the timer for the next attempt counts.
    if (this.#failures > 0) return;
    if (this.#waiting.length >= batchSize) void this.flush();
    else this.#sendIn(delayMs);
  }

  /** Counts exposures that do not reach the sink, and logs the first since the sink took some. */
  drop(count: number, why: string): void {
    if (count === 0) return;
    this.#dropped += count;
    if (this.#logsDrops) this.#log('warn', `exposures are dropped, because ${why}`);
    this.#logsDrops = false;
  }

  /** Gives what waits to the sink, batch by batch; resolves when all is there, or with the first batch that fails. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  /** Flushes for `timeoutMs` at most; what is left then is dropped. */
  async close(): Promise<void> {
    const { timeoutMs } = this.#settings;
    const late = setTimeout(
      () => this.#closing.abort(new Error(`it took longer than ${timeoutMs} ms`)),
      timeoutMs,
    );
    await this.flush();
    clearTimeout(late);
    clearTimeout(this.#timer);
    this.drop(this.#waiting.length, 'the sink did not take them before it was closed');
    this.#waiting = [];
  }

  async #sendAll(): Promise<void> {
    // The sink must not run inside the evaluation that fills a batch.
    await setImmediate();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#settings.batchSize);
      try {
        await this.#send(batch);
      } catch (error) {
        this.#failed(error);
        return;
      }
      this.#waiting.splice(0, batch.length);
      this.#took(batch.length);
    }
  }

  async #send(batch: readonly Exposure[]): Promise<void> {
    const { timeoutMs } = this.#settings;
    await withDeadline(
      async (signal) => this.#sink(batch, signal),
      timeoutMs,
      () => new Error(`the sink did not take them within ${timeoutMs} ms`),
      this.#closing.signal,
    );
  }

  #took(count: number): void {
    this.#reported += count;
    if (this.#failures > 0) this.#log('info', 'exposures are reported again');
    this.#failures = 0;
    this.#logsDrops = true;
  }

  #failed(error: unknown): void {
    this.#failures++;
    if (this.#failures === 1) this.#log('error', `exposures can not be reported: ${messageOf(error)}`);
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    // Processes that failed together do not come again together.
    this.#sendIn(wait * (0.5 + Math.random() / 2));
  }

  #sendIn(ms: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), ms).unref();
  }

  #log(level: keyof Logger, sentence: string): void {
    const { logger } = this.#settings;
    if (logger !== false) logger[level](`halyard: ${sentence}`);
  }
}
