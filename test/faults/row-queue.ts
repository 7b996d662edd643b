/**
 * Does jobs side by side, so many at a time and in their order, from the first that is asked for; one that is asked for
 * and not begun goes before the others.
 */
export class RowQueue<Job, Result> {
  readonly #waiting: Job[];
  readonly #work: (job: Job) => Promise<Result>;
  readonly #atATime: number;
  readonly #results = new Map<Job, PromiseWithResolver<Result>>();
  readonly #running = new Set<Promise<unknown>>();

  constructor(jobs: readonly Job[], atATime: number, work: (job: Job) => Promise<Result>) {
    this.#waiting = [...jobs];
    this.#atATime = atATime;
    this.#work = work;
  }

  /** The result of a job, begun by now. */
  result(job: Job): Promise<Result> {
    const waiting = this.#waiting.indexOf(job);
    if (waiting > 0) this.#waiting.unshift(...this.#waiting.splice(waiting, 1));
    const { promise } = this.#of(job);
    this.#next();
    return promise;
  }

  /** Begins no more, and waits for those that are under way. */
  async end(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all(this.#running);
  }

  #next(): void {
    while (this.#running.size < this.#atATime && this.#waiting.length > 0) {
      const job = this.#waiting.shift()!;
      const { resolve, reject } = this.#of(job);
      const run = this.#work(job).then(resolve, reject);
      this.#running.add(run);
      void run.then(() => {
        this.#running.delete(run);
        this.#next();
      });
    }
  }

  #of(job: Job): PromiseWithResolver<Result> {
    const known = this.#results.get(job);
    if (known !== undefined) return known;
    let resolve!: (result: Result) => void;
    let reject!: (error: unknown) => void;
    const promise = new Promise<Result>((...settle) => {
      [resolve, reject] = settle;
    });
    // Nobody may ask for it.
    promise.catch(() => {});
    const made = { promise, resolve, reject };
    this.#results.set(job, made);
    return made;
  }
}

interface PromiseWithResolver<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}
