import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';

/**
 * A clock that stands still until it is set, for flags with schedules and ramps.
 *
 * ```ts
 * const clock = new TestClock('2026-12-01T08:00:00Z');
 * const flags = testFlags({ sale: { schedule: { from: '2026-12-01T09:00:00Z' } } }, { clock: clock.now });
 * clock.advance(60 * 60_000);
 * ```
 */
export class TestClock {
  #now: number;

  /** Starts at a date, a text with an offset, or milliseconds since the epoch. Throws `INVALID_OPTION` for any other. */
  constructor(at: Date | string | number) {
    this.#now = millisecondsOf(at);
  }

  /** The time in milliseconds since the epoch, as the option `clock` of a service wants it. */
  readonly now = (): number => this.#now;

  /** Moves to another time, also back. Throws `INVALID_OPTION` for what is not a time. */
  set(at: Date | string | number): void {
    this.#now = millisecondsOf(at);
  }

  /** Moves on by so many milliseconds. */
  advance(ms: number): void {
    this.#now = millisecondsOf(this.#now + ms);
  }
}

function millisecondsOf(at: Date | string | number): number {
  const ms = new Date(at).getTime();
  if (!Number.isNaN(ms)) return ms;
  throw new HalyardError(
    'INVALID_OPTION',
    `TestClock: ${show(at)} is not a time, such as 2026-12-01T08:00:00Z`,
  );
}
