import { inBackground } from '../base/background-timer.js';
import type { Authorship, Backend, BackendStatus } from '../store/backend.js';
import { messageOf } from '../base/errors.js';
import { inSlices } from '../base/time-slices.js';
import { withDeadline } from '../store/deadline.js';
import { neverRead } from '../store/first-load.js';

const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 5000;
/** How many flags are copied by one write. */
const MAX_WRITTEN = 1000;
/** A write has its time once for so many flags. */
const FLAGS_PER_TIMEOUT = 100;
/** How many of the flags that are not copied the status names. */
const MAX_NAMED = 20;

/** A flag that the copy does not have as it was written. */
interface Missing {
  /** Who wrote it last. */
  readonly options: Authorship;
  /** Since when it is missing. */
  readonly since: number;
}

/** What one write copies. */
interface Updates {
  readonly texts: ReadonlyMap<string, string | null>;
  readonly options: Authorship;
}

/** What a copy is made with. */
export interface CopyOptions {
  /** How long a write to the copy may take, in milliseconds, for each hundred flags. */
  readonly timeoutMs: number;
  /** Called when a flag could not be copied, and when all are copied again. */
  readonly changed: () => void;
}

/** One backend that is to hold what the primary holds, and the flags for which it does not yet. */
export class MirrorCopy {
  readonly backend: Backend;
  readonly #primary: Backend;
  readonly #options: CopyOptions;
  /** By name, the longest missing first. */
  readonly #missing = new Map<string, Missing>();
  /** Why a flag could not be copied; `undefined` while none failed. */
  #failure: string | undefined;
  #writing: Promise<boolean> | undefined;
  #retryMs = MIN_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;
  #isFilled = false;
  #closed = false;

  constructor(primary: Backend, backend: Backend, options: CopyOptions) {
    this.#primary = primary;
    this.backend = backend;
    this.#options = options;
  }

  /**
   * Copies flags. Resolves once they are copied or a write has failed or taken too long; at once while the copy fails. Never
   * rejects: what is missing is tried again later.
   */
  async take(names: readonly string[], options: Authorship): Promise<void> {
    this.#miss(names, options);
    if (this.#failure !== undefined) return;
    await this.#copyWhile(() => names.some((name) => this.#missing.has(name)));
  }

  /** Has the copy get what the primary has and it does not have, once; not before both were read. */
  async fill(): Promise<void> {
    if (this.#isFilled || this.#closed) return;
    if (neverRead(this.#primary.status()) !== undefined || neverRead(this.backend.status()) !== undefined) {
      return;
    }
    this.#isFilled = true;
    const names = await inSlices(this.#different());
    await this.take(names, { comment: `copied from ${this.#primary.name}` });
  }

  status(): BackendStatus {
    const status = this.backend.status();
    const [longest] = this.#missing.values();
    if (longest === undefined) return status;
    const behind = { flags: this.#missing.size, since: longest.since };
    if (this.#failure === undefined) return { ...status, behind };
    const names = this.#missingNames();
    const reason = `${this.#missing.size} not copied yet (${names}): ${this.#failure}`;
    const problem = `closed before these flags were copied: ${names}`;
    const state = status.state === 'failed' ? 'failed' : 'stale';
    return { ...status, state, reason, behind, ...(this.#closed ? { problem } : {}) };
  }

  /** Waits for what is being copied, as long as one write may take, but not for a copy that fails. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const { timeoutMs } = this.#options;
    const copied = (): Promise<void> => this.#copyWhile(() => this.#failure === undefined);
    await withDeadline(copied, timeoutMs, () => new Error('late')).catch(() => {});
    this.#closed = true;
    if (this.#missing.size > 0) this.#settle(this.#failure ?? `no answer within ${timeoutMs} ms`);
    clearTimeout(this.#timer);
    await this.backend.close();
  }

  *#different(): Generator<void, string[]> {
    const copied = this.backend.snapshot.flags;
    const names: string[] = [];
    for (const [name, { text }] of this.#primary.snapshot.flags) {
      if (copied.get(name)?.text !== text) names.push(name);
      yield;
    }
    return names;
  }

  #miss(names: readonly string[], options: Authorship): void {
    const now = Date.now();
    for (const name of names) {
      this.#missing.set(name, { options, since: this.#missing.get(name)?.since ?? now });
    }
  }

  /** Copies what is missing for as long as that is wanted and succeeds. */
  async #copyWhile(isWanted: () => boolean): Promise<void> {
    while (this.#missing.size > 0 && !this.#closed && isWanted()) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
      if (!(await this.#writing)) return;
    }
  }

  /** Copies some flags, all of which have the same author. Resolves whether they are copied. */
  async #write(): Promise<boolean> {
    const updates = this.#next();
    try {
      await this.#send(updates);
    } catch (error) {
      this.#settle(messageOf(error));
      this.#retryLater();
      return false;
    }
    const { flags } = this.#primary.snapshot;
    // Unless the flag was written again in between.
    for (const [name, text] of updates.texts) {
      if ((flags.get(name)?.text ?? null) === text) this.#missing.delete(name);
    }
    if (this.#missing.size === 0) {
      this.#retryMs = MIN_RETRY_MS;
      if (!this.#closed) this.#settle(undefined);
    }
    return true;
  }

  /** Those that are missing for longest, as the primary has them now. */
  #next(): Updates {
    const { flags } = this.#primary.snapshot;
    const texts = new Map<string, string | null>();
    let options: Authorship | undefined;
    for (const [name, missing] of this.#missing) {
      options ??= missing.options;
      if (missing.options === options) texts.set(name, flags.get(name)?.text ?? null);
      if (texts.size === MAX_WRITTEN) break;
    }
    return { texts, options: options ?? {} };
  }

  async #send({ texts, options }: Updates): Promise<void> {
    const timeoutMs = this.#options.timeoutMs * Math.ceil(texts.size / FLAGS_PER_TIMEOUT);
    let isLate = false;
    const send = async (): Promise<void> => {
      try {
        await this.backend.setMany!(texts, options);
      } finally {
        // It may have overwritten what was copied after it.
        if (isLate) void this.take([...texts.keys()], options);
      }
    };
    await withDeadline(send, timeoutMs, () => {
      isLate = true;
      return new Error(`no answer within ${timeoutMs} ms`);
    });
  }

  #settle(failure: string | undefined): void {
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.#options.changed();
  }

  #missingNames(): string {
    const names = [...this.#missing.keys()];
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
    return names.slice(0, MAX_NAMED).join(', ') + more;
  }

  #retryLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = inBackground(() => void this.#copyWhile(() => true), this.#retryMs);
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }
}
