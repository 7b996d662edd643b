import { inBackground } from '../../base/background-timer.js';
import { messageOf } from '../../base/errors.js';
import { MAX_TIMER_MS } from '../../base/options.js';
import type { Backend } from '../../store/backend.js';
import { withDeadline } from '../../store/deadline.js';
import type { FlagUse } from '../../store/usage.js';
import type { Counts } from '../counts/counts.js';

/** How this process reports which flags it uses. */
export interface UsageStatus {
  /** When its last report was stored, in milliseconds since the epoch. Absent before the first. */
  readonly reportedAt?: number;
  /** Why the last attempt to report failed, as a sentence. Absent if it succeeded. */
  readonly problem?: string;
}

const HOUR_MS = 3_600_000;

/** How long closing waits for the last report, in milliseconds. */
const LAST_REPORT_MS = 1000;

/**
 * Reports which flags this process evaluated, some minutes apart. Nothing waits for it: what a failed report had,
 * the next one has too.
 */
export class UsageReporter {
  readonly #backend: Backend;
  readonly #counts: () => Counts;
  readonly #everyMs: number;
  /** How often each flag was evaluated, as far as that is reported. */
  readonly #reported = new Map<string, number>();
  /** The hour of the last report of each flag. */
  readonly #hours = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #reporting: Promise<void> | undefined;
  #status: UsageStatus | undefined;
  #hasEnded = false;

  /** `everyMs`: the least time between two reports, in milliseconds. Does nothing for a backend that keeps no use. */
  constructor(backend: Backend, counts: () => Counts, everyMs: number) {
    this.#backend = backend;
    this.#counts = counts;
    this.#everyMs = everyMs;
  }

  /** `undefined` before the first attempt. */
  get status(): UsageStatus | undefined {
    return this.#status;
  }

  /** Begins to report. The first report comes at a random time, so that processes which start together do not report together. */
  start(): void {
    if (this.#backend.usage === undefined || this.#hasEnded) return;
    this.#reportIn(this.#everyMs * Math.random());
  }

  /** Reports what is left, within a second, if the backend can be read. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    const { state } = this.#backend.status();
    if (this.#backend.usage === undefined || state === 'stale' || state === 'failed') return;
    const last = async (): Promise<void> => {
      await this.#reporting;
      await this.#report();
    };
    await withDeadline(last, LAST_REPORT_MS, () => new Error('late')).catch(() => {});
  }

  #reportIn(ms: number): void {
    if (this.#hasEnded) return;
    this.#timer = inBackground(
      () => {
        this.#reporting = this.#report().then(() =>
          this.#reportIn(this.#everyMs * (1 + 0.2 * Math.random())),
        );
      },
      Math.min(MAX_TIMER_MS, ms),
    );
  }

  /** Never rejects. */
  async #report(): Promise<void> {
    const hour = Math.floor(Date.now() / HOUR_MS);
    const used = this.#used();
    const uses = this.#uses(used, hour);
    if (uses.length === 0) return;
    try {
      await this.#backend.usage!.report(uses);
      for (const { name } of uses) {
        this.#reported.set(name, used.get(name)!);
        this.#hours.set(name, hour);
      }
      this.#status = { reportedAt: Date.now() };
    } catch (error) {
      this.#status = { ...this.#status, problem: `the use of flags is not reported: ${messageOf(error)}` };
    }
  }

  /** How often each flag was evaluated in this process. */
  #used(): Map<string, number> {
    const used = new Map<string, number>();
    for (const { flag, count } of this.#counts().evaluations) {
      if (flag !== undefined) used.set(flag, (used.get(flag) ?? 0) + count);
    }
    return used;
  }

  /** What is not reported yet, of the flags that exist. */
  #uses(used: ReadonlyMap<string, number>, hour: number): FlagUse[] {
    const { flags } = this.#backend.snapshot;
    return Array.from(used, ([name, count]) => {
      return {
        name,
        count: count - (this.#reported.get(name) ?? 0),
        isFirst: this.#hours.get(name) !== hour,
      };
    }).filter(({ name, count }) => count > 0 && flags.has(name));
  }
}
