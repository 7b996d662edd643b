/**
 * The flags that this process has written lately. Its caller may take over a write later than a newer message, so the
 * loads that follow report these flags again: those of the two intervals between loads before.
 */
export class RecentWrites {
  #earlier = new Set<string>();
  #later = new Set<string>();

  add(names: readonly string[]): void {
    for (const name of names) this.#later.add(name);
  }

  /** The names for a load that begins now. */
  take(): readonly string[] {
    const names = new Set([...this.#earlier, ...this.#later]);
    this.#earlier = this.#later;
    this.#later = new Set();
    return [...names];
  }
}
