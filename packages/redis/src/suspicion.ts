/**
 * Whether the hash may hold a change that nobody logged, told from the order in which a link is pushed the changes of the
 * hash and of its log. A write through Halyard logs first, so that a change of the hash without one of the log before it
 * is somebody else's. So is one whose entry nobody tells of, if this link listens to those who log: what had changed the
 * log was no write then.
 *
 * Either key is pushed once after each read that it was part of. So what was pushed before the latest read says nothing
 * about what is pushed after it, and as long as it is uncertain which side of the read a push belongs to, it is not
 * relied upon: a needless suspicion costs a comparison, a missed one costs a change.
 */
export class Suspicion {
  #raised = false;
  #loggedFirst = false;
  /** The hash was changed after the log was, and a write that was logged was told of. */
  #explained = false;
  #told = false;
  /** The latest read, once every push that comes is about something later than that. */
  #read: symbol | undefined;
  #settled = false;

  get isRaised(): boolean {
    return this.#raised;
  }

  /** The hash was changed. Returns whether that raises a suspicion that there was not yet. */
  hashChanged(): boolean {
    const wasRaised = this.#raised;
    if (this.#loggedFirst) this.#explained = true;
    else this.#raised = true;
    this.#loggedFirst = false;
    return this.#raised && !wasRaised;
  }

  /** The log was changed. */
  logChanged(): void {
    if (this.#settled) this.#loggedFirst = true;
  }

  /** Somebody logged a write. */
  writeTold(): void {
    this.#told = true;
  }

  /** Somebody compared, after all that was pushed so far, and will do so again after the next change. */
  compared(): void {
    this.#raised = this.#explained = false;
  }

  /** There may be a change that no push told of in its order. */
  raise(): void {
    this.#raised = true;
  }

  /**
   * A read is sent that looks for such a change if there is a suspicion. Returns whether there is. `listening`: those who
   * log are listened to.
   */
  begin(listening: boolean): { readonly raised: boolean; readonly settled: () => void } {
    const raised = this.#raised || (listening && this.#explained && !this.#told);
    const read = Symbol('read');
    this.#read = read;
    this.#raised = this.#loggedFirst = this.#explained = this.#told = this.#settled = false;
    return {
      raised,
      settled: () => {
        if (this.#read === read) this.#settled = true;
      },
    };
  }
}
