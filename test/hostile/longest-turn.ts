/**
 * Does `work` and resolves with the longest turn of the event loop meanwhile, in milliseconds: as processor time where that
 * is less than the time that passed, since other processes must not count.
 */
export async function longestTurn(work: () => void | Promise<void>): Promise<number> {
  const turns = new Turns();
  const working = work();
  if (working === undefined) return turns.end();
  const progress = { isOver: false };
  const over = working.finally(() => {
    progress.isOver = true;
  });
  // The rejection is that of `over`.
  over.catch(() => {});
  while (!progress.isOver) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    turns.end();
  }
  await over;
  return turns.longest;
}

class Turns {
  longest = 0;
  #at = performance.now();
  #cpu = process.cpuUsage();

  /** Ends the present turn, and begins the next. */
  end(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    this.longest = Math.max(this.longest, Math.min(performance.now() - this.#at, (user + system) / 1000));
    this.#at = performance.now();
    this.#cpu = process.cpuUsage();
    return this.longest;
  }
}
