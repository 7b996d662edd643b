import { isHalyardError } from '@halyard/core';
import { HashReader } from './hash-reader.js';
import { type Link, type LinkRequest, NoPushes, type OpenLink } from './link.js';
import type { Told } from './log-follower.js';
import { explain, isUnauthenticated, keepsConnection, serverErrorCode } from './server-error.js';

/** A link from being opened to being lost. */
export interface Session {
  readonly link: Link;
  readonly reader: HashReader;
  /** Why the server does not push changes, or `undefined` when it does. */
  readonly notPushed: string | undefined;
  /** Nothing is known yet of what the hash held earlier on this server: no flag was read, and no change was seen. */
  fresh: boolean;
}

export interface LinkKeeperOptions {
  readonly key: string;
  /** Whether to ask for pushes at all. */
  readonly tracking: boolean;
  /** How long to go without pushes before asking for them again, in milliseconds. */
  readonly rewatchMs: number;
  /** What was read may have changed, or this is what has. */
  readonly changed: (told?: Told) => void;
  /** A link was opened: whether changes are pushed, and why not. */
  opened(notPushed: string | undefined): void;
}

/** There is no link, so that nothing was sent. `cause` says why. */
export class NoLink extends Error {
  constructor(cause: unknown) {
    super('no link to Redis', { cause });
  }
}

/**
 * Keeps at most one link, made when it is asked for. A link that anything goes wrong with is ended and forgotten; where
 * the server refuses to push changes, the link does without, and pushes are asked for again after a while.
 */
export class LinkKeeper {
  readonly #open: OpenLink;
  readonly #options: LinkKeeperOptions;
  readonly #lifetimes = new Set<AbortController>();
  #session: Session | undefined;
  #opening: Promise<Session> | undefined;
  #askedAt = -Infinity;
  #closed = false;

  constructor(open: OpenLink, options: LinkKeeperOptions) {
    this.#open = open;
    this.#options = options;
  }

  /**
   * Does `work` on the link there is, or on a new one, and ends the link if the work fails by it or `signal` aborts
   * meanwhile. Rejects with `NoLink` when there is none to be had, else as `work` does.
   */
  async use<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    const onAbort = (): void => this.#drop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const session = await this.#get();
      try {
        return await work(session);
      } catch (error) {
        // What Halyard itself objects to is an answer of the server's.
        const answered = isHalyardError(error) || keepsConnection(error);
        if (!answered && session === this.#session) this.#drop(error);
        throw error;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the link and makes no more. */
  close(): void {
    this.#closed = true;
    this.#drop(new Error('closed'));
  }

  async #get(): Promise<Session> {
    if (this.#session !== undefined && !this.#isTimeToAsk(this.#session)) return this.#session;
    this.#opening ??= this.#establish().finally(() => {
      this.#opening = undefined;
    });
    try {
      return await this.#opening;
    } catch (error) {
      throw new NoLink(error);
    }
  }

  /** Ends the link, and the one being made. */
  #drop(reason: unknown): void {
    this.#session = undefined;
    for (const lifetime of this.#lifetimes) lifetime.abort(reason);
    this.#lifetimes.clear();
  }

  #isTimeToAsk(session: Session): boolean {
    const { tracking, rewatchMs } = this.#options;
    return tracking && session.notPushed !== undefined && performance.now() - this.#askedAt >= rewatchMs;
  }

  async #establish(): Promise<Session> {
    const session = await this.#connect(this.#session);
    this.#session = session;
    this.#options.opened(session.notPushed);
    return session;
  }

  /** Makes a link with pushes, else does with the one there is, else makes one without. */
  async #connect(before: Session | undefined): Promise<Session> {
    if (this.#closed) throw new Error('closed');
    let notPushed = 'the option "tracking" is off';
    if (this.#options.tracking) {
      this.#askedAt = performance.now();
      const asked = [...this.#lifetimes];
      try {
        const session = await this.#try(true, undefined, before?.fresh ?? true);
        for (const lifetime of asked) this.#end(lifetime);
        return session;
      } catch (error) {
        if (before !== undefined && before === this.#session) return before;
        const why = this.#refusal(error);
        // A server that can't be reached has refused nothing, and one that wants other credentials refuses everything.
        if (why === undefined || isUnauthenticated(error)) throw error;
        notPushed = `changes are polled for, not pushed: ${why}`;
      }
    }
    return this.#try(false, notPushed, true);
  }

  #refusal(error: unknown): string | undefined {
    if (error instanceof NoPushes) return error.message;
    return serverErrorCode(error) === undefined ? undefined : explain(error, this.#options.key);
  }

  async #try(tracking: boolean, notPushed: string | undefined, fresh: boolean): Promise<Session> {
    const lifetime = new AbortController();
    this.#lifetimes.add(lifetime);
    const { key, rewatchMs } = this.#options;
    const changed = (told?: Told): void => {
      if (lifetime.signal.aborted) return;
      if (told !== undefined && session !== undefined) session.fresh = false;
      this.#options.changed(told);
    };
    let session: Session | undefined;
    const request: LinkRequest = {
      key,
      connectionName: `halyard:${key}`.replaceAll(/[^!-~]/g, '_'),
      tracking,
      lifetime: lifetime.signal,
      changed: (changedKey) => {
        if (session === undefined || lifetime.signal.aborted) return;
        if (changedKey === undefined || changedKey === key) session.fresh = false;
        session.reader.pushed(changedKey);
      },
      lost: (error) => {
        if (lifetime.signal.aborted) return;
        this.#end(lifetime, error);
        if (session === undefined || session !== this.#session) return;
        this.#session = undefined;
        this.#options.changed();
      },
    };
    try {
      const link = await this.#open(request);
      lifetime.signal.throwIfAborted();
      const reader = new HashReader(link, { key, retryMs: rewatchMs, changed });
      session = { link, reader, notPushed, fresh };
      return session;
    } catch (error) {
      this.#end(lifetime, error);
      throw error;
    }
  }

  #end(lifetime: AbortController, reason?: unknown): void {
    lifetime.abort(reason);
    this.#lifetimes.delete(lifetime);
  }
}
