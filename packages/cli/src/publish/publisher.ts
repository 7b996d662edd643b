import type { FeatureFlags } from '@halyard/core';
import { messageOf } from '@halyard/core/store';
import type { Destination } from './destination.js';
import type { FlagsDocument } from '../transfer/document-of.js';
import { publishedDocument } from './published-document.js';

const MIN_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;

/** What a publisher reports. */
export interface PublisherListener {
  /** The document was stored. */
  readonly published: (document: FlagsDocument) => void;
  /** It could not be stored, and is tried again in so many milliseconds. */
  readonly failed: (reason: string, againMs: number) => void;
}

/** Publishes the flags of a store after each change, one document after another. */
export class Publisher {
  readonly #flags: FeatureFlags;
  readonly #destination: Destination;
  readonly #listener: PublisherListener;
  #stored: string | undefined;
  #isBusy = false;
  #isWanted = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /** `stored`: the document that is there. */
  constructor(
    flags: FeatureFlags,
    destination: Destination,
    listener: PublisherListener,
    stored: string | undefined,
  ) {
    this.#flags = flags;
    this.#destination = destination;
    this.#listener = listener;
    this.#stored = stored;
  }

  /** The flags may have changed. */
  changed(): void {
    this.#isWanted = true;
    if (!this.#isBusy && this.#timer === undefined) void this.#publish();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #publish(): Promise<void> {
    this.#isBusy = true;
    while (this.#isWanted && !this.#isStopped && this.#timer === undefined) {
      this.#isWanted = false;
      try {
        await this.#publishOnce();
        this.#failures = 0;
      } catch (error) {
        this.#tryLater(error);
      }
    }
    this.#isBusy = false;
  }

  async #publishOnce(): Promise<void> {
    const document = await publishedDocument(this.#flags, this.#destination.syntax);
    if (document.text === this.#stored) return;
    await this.#destination.store(document.text);
    this.#stored = document.text;
    this.#listener.published(document);
  }

  #tryLater(error: unknown): void {
    this.#isWanted = true;
    const againMs = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** this.#failures++);
    this.#listener.failed(messageOf(error), againMs);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#isBusy) void this.#publish();
    }, againMs);
  }
}
