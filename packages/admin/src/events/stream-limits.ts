import type { Access } from '../access/access.js';

/** The share of the streams that only callers with write permission may open. */
const RESERVED = 0.1;

/** The greatest numbers of open streams. */
export interface StreamCounts {
  readonly total: number;
  readonly perActor: number;
}

/** Counts the open streams, so that no caller takes all of them and readers leave some for those who can change flags. */
export class StreamLimits {
  readonly #most: StreamCounts;
  readonly #byActor = new Map<string, number>();
  #open = 0;

  constructor(most: StreamCounts) {
    this.#most = most;
  }

  /** The reason why a caller can't open another stream; `undefined` if they can. */
  refusal({ actor, write }: Pick<Access, 'actor' | 'write'>): string | undefined {
    const { total, perActor } = this.#most;
    if ((this.#byActor.get(actor) ?? 0) >= perActor) {
      return `${actor} has ${perActor} open streams, which is the limit for one caller`;
    }
    const most = write ? total : total - Math.floor(total * RESERVED);
    return this.#open < most ? undefined : 'too many streams are open: try again later';
  }

  opened(actor: string): void {
    this.#open++;
    this.#byActor.set(actor, (this.#byActor.get(actor) ?? 0) + 1);
  }

  closed(actor: string): void {
    this.#open--;
    const left = this.#byActor.get(actor)! - 1;
    if (left === 0) this.#byActor.delete(actor);
    else this.#byActor.set(actor, left);
  }
}
