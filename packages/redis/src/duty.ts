import type { Link } from './link.js';
import { WATCHERS_SUFFIX } from './notice.js';
import { serverErrorCode } from './server-error.js';

/** How many are to watch a hash at least: if some are gone there are others, and not everybody is woken by each change. */
const WATCHERS = 4;

/** How many listen to what is published, and how many of them watch. */
export interface Audience {
  readonly listeners: number;
  readonly watchers: number;
}

/**
 * The part of one link among all that follow a hash. Where the server lets its user subscribe and publish it listens, and
 * is told of changes. Whoever watches looks for them too; the leader does so first.
 */
export class Duty {
  /** Whether this link is the first to look for changes. Everybody is who does not listen. */
  leads = true;
  readonly #link: Link;
  readonly #log: string;
  #listening: Promise<boolean> | undefined;
  #listens = false;
  #watches = true;

  constructor(link: Link, log: string) {
    this.#link = link;
    this.#log = log;
  }

  get listens(): boolean {
    return this.#listens;
  }

  get watches(): boolean {
    return this.#watches || this.leads;
  }

  /**
   * Listens, if this user may and may publish too: those who listen rely on those who watch. Resolves whether it does, and
   * rejects when the link is lost.
   */
  listen(hear: (message: string) => void): Promise<boolean> {
    this.#listening ??= this.#listen(hear);
    return this.#listening;
  }

  /**
   * Takes on the watch when there are too few who do, and lays it down when there are far too many: by lot, since all who
   * listen are asked at about the same time, and for twice as many as are needed, since a lot may fall on fewer. Returns
   * whether it has taken it on.
   */
  consider({ listeners, watchers }: Audience): boolean {
    const isWanted = watchers < WATCHERS && Math.random() * (listeners - watchers) < 2 * WATCHERS - watchers;
    const isSpare = watchers > 2 * WATCHERS && Math.random() * watchers < watchers - WATCHERS;
    if (this.#watches ? !isSpare || this.leads : !isWanted) return false;
    this.#watches = !this.#watches;
    const messages = this.#link.messages!;
    const counted = this.#watches
      ? messages.subscribe(this.#watchers, () => {})
      : messages.unsubscribe(this.#watchers);
    // Whether the link is lost others find out too.
    counted.catch(() => {});
    return this.#watches;
  }

  get #watchers(): string {
    return this.#log + WATCHERS_SUFFIX;
  }

  async #listen(hear: (message: string) => void): Promise<boolean> {
    const { messages } = this.#link;
    if (messages === undefined) return false;
    const allowed = await Promise.allSettled([
      messages.subscribe(this.#log, hear),
      messages.subscribe(this.#watchers, () => {}),
      this.#link.send('PUBLISH', `${this.#log}:nobody`, ''),
    ]);
    for (const each of allowed) {
      if (each.status === 'rejected' && serverErrorCode(each.reason) === undefined) throw each.reason;
    }
    this.#listens = allowed.every(({ status }) => status === 'fulfilled');
    return this.#listens;
  }
}
