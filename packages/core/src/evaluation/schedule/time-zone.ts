/** Local time in one zone: how far its clocks are ahead of UTC. */
export class TimeZone {
  /** An IANA name. */
  readonly name: string;
  // Made when first asked: a formatter costs some 50 µs and more memory than a flag.
  #format: Intl.DateTimeFormat | undefined;
  #slot = NaN;
  #offset = 0;

  constructor(name: string) {
    this.name = name;
  }

  /**
   * How far local time is ahead of UTC at `now`, both in milliseconds. Looked up once a quarter of an hour:
   * clocks change on a quarter of an hour of UTC, everywhere since 1972.
   */
  offset(now: number): number {
    const slot = Math.floor(now / QUARTER_HOUR);
    if (slot !== this.#slot) {
      this.#offset = this.#read(slot * QUARTER_HOUR);
      this.#slot = slot;
    }
    return this.#offset;
  }

  #read(instant: number): number {
    this.#format ??= new Intl.DateTimeFormat('en', { timeZone: this.name, timeZoneName: 'longOffset' });
    const text = this.#format.format(instant);
    const [, sign, hours, minutes, seconds = '0'] = GMT.exec(text) ?? [];
    if (sign === undefined) return 0;
    const ahead = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -ahead : ahead;
  }
}

const QUARTER_HOUR = 15 * 60_000;

// "1/31/2027, GMT+05:30"; plain "GMT" is UTC.
const GMT = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/;

const zones = new Map<string, TimeZone>();

/** The zone of an IANA name, shared by all who ask, whatever the letters' case. */
export function timeZone(name: string): TimeZone {
  const key = name.toLowerCase();
  let zone = zones.get(key);
  if (zone === undefined) {
    zone = new TimeZone(name);
    zones.set(key, zone);
  }
  return zone;
}
