import type { Schedule } from '../../flag/definition.js';
import { timeZone, type TimeZone } from './time-zone.js';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY = 86_400_000;
/** How far from the epoch local time can be told, in milliseconds: as far as a `Date` reaches, less a day. */
const FURTHEST = 8.64e15 - DAY;

/**
 * When a rule holds (docs/flags.md, "Schedules"): between two instants, on some days of the week, at some hours, by the
 * clocks of a zone.
 */
export class CompiledSchedule {
  /** The first instant, in milliseconds since the epoch. */
  readonly from: number;
  /** The first instant after the last. */
  readonly until: number;
  readonly zone: TimeZone;
  readonly #opens: number;
  readonly #closes: number;
  /** Bit 0 is Sunday; all seven when any day will do. */
  readonly #days: number;
  readonly #needsClock: boolean;

  constructor(schedule: Schedule) {
    const { from, until, days, between, timezone = 'UTC' } = schedule;
    this.from = from === undefined ? -Infinity : Date.parse(from);
    this.until = until === undefined ? Infinity : Date.parse(until);
    this.zone = timeZone(timezone);
    this.#opens = between === undefined ? 0 : timeOfDay(between[0]);
    this.#closes = between === undefined ? DAY : timeOfDay(between[1]);
    this.#days = (days ?? DAYS).reduce((bits, day) => bits | (1 << DAYS.indexOf(day)), 0);
    this.#needsClock = days !== undefined || between !== undefined;
  }

  /** Whether it holds at `now`, in milliseconds since the epoch. */
  holds(now: number): boolean {
    return now >= this.from && now < this.until && (!this.#needsClock || this.#isOpen(now));
  }

  /** Local time at `now`, for people: `Tue 09:30 Europe/Berlin`. */
  localTime(now: number): string {
    if (!isTime(now)) return 'at no time';
    const text = new Date(now + this.zone.offset(now)).toUTCString();
    return `${text.slice(0, 3)} ${text.slice(-12, -7)} ${this.zone.name}`;
  }

  #isOpen(now: number): boolean {
    if (!isTime(now)) return false;
    const local = now + this.zone.offset(now);
    const day = Math.floor(local / DAY);
    const time = local - day * DAY;
    if (this.#opens < this.#closes) {
      return time >= this.#opens && time < this.#closes && this.#isOn(day);
    }
    // The hours cross midnight: before they close, it is still the window of the day before.
    if (time >= this.#opens) return this.#isOn(day);
    return time < this.#closes && this.#isOn(day - 1);
  }

  #isOn(day: number): boolean {
    // Day 0, 1 January 1970, was a Thursday.
    const weekday = (((day + 4) % 7) + 7) % 7;
    return (this.#days & (1 << weekday)) !== 0;
  }
}

function isTime(now: number): boolean {
  return Math.abs(now) < FURTHEST;
}

/** Milliseconds after midnight of `HH:MM`. */
function timeOfDay(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000;
}
