import { addUse, type HourlyUsage, usageAt } from './hourly-usage.js';
import type { FleetUsage, FlagUse, UsageLog } from './usage.js';

/** Keeps the use of the flags that exist, in memory. */
export class MemoryUsage implements UsageLog {
  readonly #exists: (name: string) => boolean;
  readonly #kept = new Map<string, HourlyUsage>();
  #since: number | undefined;

  /** `exists`: whether there is a flag of this name. */
  constructor(exists: (name: string) => boolean) {
    this.#exists = exists;
  }

  /** Adds what one process used. */
  async report(uses: readonly FlagUse[]): Promise<void> {
    const now = Date.now();
    this.#since ??= now;
    for (const use of uses) this.#kept.set(use.name, addUse(this.#kept.get(use.name), use, now));
    for (const name of this.#kept.keys()) if (!this.#exists(name)) this.#kept.delete(name);
  }

  /** Reads what all processes reported. */
  async read(): Promise<FleetUsage> {
    const now = Date.now();
    const flags = new Map(Array.from(this.#kept, ([name, kept]) => [name, usageAt(kept, now)]));
    return { ...(this.#since === undefined ? {} : { since: this.#since }), flags };
  }
}
