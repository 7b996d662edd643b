import type { FlagUsage, FlagUse, FleetUsage } from '@halyard/core';
import { type HourlyUsage, usageAt } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import { siblingKey } from '../connections/key-slot.js';
import { REPORT } from './report-lua.js';

/** How many flags one script takes: the server answers no other client meanwhile. */
const AT_ONCE = 500;

/** The field that holds when the first report came. No flag has this name. */
const SINCE = '';

/** The use of the flags of a hash, in a hash beside it: a field for each flag. */
export class UsageHash {
  readonly #connection: Connection;
  readonly #flags: string;
  readonly #key: string;

  constructor(connection: Connection, key: string) {
    this.#connection = connection;
    this.#flags = key;
    this.#key = siblingKey(key, 'usage');
  }

  async report(uses: readonly FlagUse[]): Promise<void> {
    let surplus = 0;
    for (let start = 0; start < uses.length; start += AT_ONCE) {
      const args = uses
        .slice(start, start + AT_ONCE)
        .flatMap(({ name, count, isFirst }) => [name, String(count), isFirst ? '1' : '0']);
      surplus = Number(await REPORT.run(this.#connection, [this.#key, this.#flags], args));
    }
    if (surplus > 0) await this.#forgetRemoved();
  }

  async read(): Promise<FleetUsage> {
    const [fields, time] = await Promise.all([this.#fields(), this.#connection.send('TIME')]);
    const [seconds, microseconds] = (time as readonly [string, string]).map(Number) as [number, number];
    const now = seconds * 1000 + Math.floor(microseconds / 1000);
    const since = fields.get(SINCE);
    fields.delete(SINCE);
    const flags = new Map<string, FlagUsage>();
    for (const [name, text] of fields) {
      const kept = sumsIn(text);
      if (kept !== undefined) flags.set(name, usageAt(kept, now));
    }
    return { ...(since === undefined ? {} : { since: Number(since) }), flags };
  }

  async #fields(): Promise<Map<string, string>> {
    const reply = (await this.#connection.send('HGETALL', this.#key)) as readonly string[];
    const fields = new Map<string, string>();
    for (let i = 0; i < reply.length; i += 2) fields.set(reply[i]!, reply[i + 1]!);
    return fields;
  }

  /** Removes the use of flags that were removed. An empty hash of flags may be a loss of data, and removes none. */
  async #forgetRemoved(): Promise<void> {
    if (Number(await this.#connection.send('HLEN', this.#flags)) === 0) return;
    const names = [...(await this.#fields()).keys()].filter((name) => name !== SINCE);
    for (let start = 0; start < names.length; start += AT_ONCE) {
      const some = names.slice(start, start + AT_ONCE);
      const texts = (await this.#connection.send('HMGET', this.#flags, ...some)) as readonly unknown[];
      const removed = some.filter((_, i) => texts[i] === null);
      if (removed.length > 0) await this.#connection.send('HDEL', this.#key, ...removed);
    }
  }
}

function sumsIn(text: string): HourlyUsage | undefined {
  const numbers = text.split(' ').map(Number);
  const [lastUsed, evaluations, processes, evaluationsBefore, processesBefore] = numbers;
  if (numbers.length !== 5 || !numbers.every(Number.isSafeInteger)) return undefined;
  return { lastUsed, evaluations, processes, evaluationsBefore, processesBefore } as HourlyUsage;
}
