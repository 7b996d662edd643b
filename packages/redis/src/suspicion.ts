/**
 * Whether the hash may hold a change that nobody logged, told from the order in which a link is pushed the changes of the
 * hash and of its log. A write through Halyard logs first, so that a change of the hash without one of the log before it
 * is somebody else's.
 *
 * Either key is pushed once after each read that it was part of. So what was pushed before the latest read says nothing
 * about what is pushed after it, and as long as it is uncertain which side of the read a push belongs to, it is not
 * relied upon: a needless suspicion costs a comparison, a missed one costs a change.
 */
export class Suspicion {
  #raised = false;
  #loggedFirst = false;
  /** The latest read, once every push that comes is about something later than that. */
  #read: symbol | undefined;
  #settled = false;

  /** The hash was changed. */
  hashChanged(): void {
    if (this.#loggedFirst) this.#loggedFirst = false;
    else this.#raised = true;
  }

  /** The log was changed. */
  logChanged(): void {
    if (this.#settled) this.#loggedFirst = true;
  }

  /** There may be a change that no push told of in its order. */
  raise(): void {
    this.#raised = true;
  }

  /** A read is sent that looks for such a change if there is a suspicion. Returns whether there is. */
  begin(): { readonly raised: boolean; readonly settled: () => void } {
    const raised = this.#raised;
    const read = Symbol('read');
    this.#read = read;
    this.#raised = this.#loggedFirst = this.#settled = false;
    return {
      raised,
      settled: () => {
        if (this.#read === read) this.#settled = true;
      },
    };
  }
}
