import { inBackground } from '../base/background-timer.js';
import { MAX_TIMER_MS } from '../base/options.js';

const MIN_PAUSE_MS = 5;
const MAX_PAUSE_MS = 200;
/** How far reads may be ahead of their pace: the first few after a quiet time need not wait. */
const BURST_TOLERANCE_MS = 1000;
/** How many times as long as a read takes to pause after it: one of everything, and one of what changed. */
const PAUSES = { all: 9, changes: 3 };
const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 2000;

/**
 * When a backend reads its store again: at once after a push, but in the long run pausing between reads, so
 * that a storm of changes costs a tenth of the time at most, or a quarter where a read brings no more than the changes
 * (the pace is kept as the generic cell rate algorithm does, ITU-T I.371); after a failure with a growing backoff; and
 * in any case at the poll interval. Every wait but the pause is jittered by a fifth, so that replicas spread out. Its
 * timer never keeps the process alive.
 */
export class ReloadSchedule {
  readonly #reload: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;
  #notBefore = 0;
  /** When the next read would be due if all had kept the pace. */
  #inPace = 0;
  #reading = false;
  #wanted = false;
  #failures = 0;
  #ended = false;

  constructor(reload: () => void) {
    this.#reload = reload;
  }

  /** A read has begun; what changed before now, it will see. */
  begin(): void {
    this.#reading = true;
    this.#wanted = false;
    this.#cancel();
  }

  /** A read of `all` or of the `changes` took `tookMs`; the next is due in `pollMs`, or sooner if something changed in between. */
  succeeded(read: keyof typeof PAUSES, tookMs: number, pollMs: number): void {
    this.#reading = false;
    this.#failures = 0;
    const now = performance.now();
    const pause = Math.min(MAX_PAUSE_MS, PAUSES[read] * tookMs);
    this.#inPace = Math.max(now - tookMs, this.#inPace) + tookMs + pause;
    this.#notBefore = Math.max(now + MIN_PAUSE_MS, this.#inPace - BURST_TOLERANCE_MS);
    const polled = now + jittered(pollMs);
    this.#at(this.#wanted ? Math.min(this.#notBefore, polled) : polled);
  }

  /** The read failed; the next is due after the backoff, or after the least of it once something changes. */
  failed(): void {
    this.#reading = false;
    const now = performance.now();
    this.#notBefore = now + jittered(MIN_BACKOFF_MS);
    this.#at(now + jittered(Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** this.#failures++)));
  }

  /** Something may have changed: read as soon as the pause allows. */
  soon(): void {
    this.#wanted = true;
    if (this.#reading || this.#ended) return;
    // Not through a timer: the least it waits is a millisecond, and that would be most of a flip's latency.
    if (performance.now() >= this.#notBefore) this.#reload();
    else this.#at(Math.min(this.#dueAt, this.#notBefore));
  }

  /** Read at the latest in `ms`. */
  within(ms: number): void {
    if (!this.#reading) this.#at(Math.min(this.#dueAt, performance.now() + jittered(ms)));
  }

  end(): void {
    this.#ended = true;
    this.#cancel();
  }

  #at(dueAt: number): void {
    this.#cancel();
    if (this.#ended) return;
    this.#dueAt = dueAt;
    // Jitter may make the longest interval longer than a timer can hold.
    const wait = Math.min(MAX_TIMER_MS, Math.max(0, dueAt - performance.now()));
    this.#timer = inBackground(this.#reload, wait);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
  }
}

function jittered(ms: number): number {
  return ms * (0.8 + 0.4 * Math.random());
}
