import type { Backend, BackendStatus } from '../backend.js';
import { FlagTable } from './flag-table.js';
import { Listeners } from '../listeners.js';
import { check, checkOptions, type OptionCheck } from '../options.js';
import type { Snapshot } from '../snapshot.js';

export interface EnvBackendOptions {
  /** What a variable's name starts with to be a flag. @default "FEATURE_" */
  readonly prefix?: string;
  /** The variables. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads flags from environment variables, once, when it is opened; read-only. `FEATURE_NEW_CHECKOUT=on` is listed as
 * `new_checkout` and answers to `new-checkout`, `newCheckout` and `new.checkout` too.
 */
export class EnvBackend implements Backend {
  readonly name: string = 'env';
  readonly #prefix: string;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #table = new FlagTable((flags) => (name) => flags.get(snakeCase(name)));
  readonly #listeners = new Listeners<[]>();
  #readAt: number | undefined;

  constructor(options: EnvBackendOptions = {}) {
    checkOptions('EnvBackend', options, {
      prefix: check.string,
      env: check.object,
    } satisfies Record<keyof EnvBackendOptions, OptionCheck>);
    this.#prefix = options.prefix ?? 'FEATURE_';
    this.#env = options.env ?? process.env;
  }

  get snapshot(): Snapshot {
    return this.#table.snapshot;
  }

  // Read here and not in the constructor: dotenv may fill process.env after this object is made.
  async open(): Promise<void> {
    if (this.#readAt !== undefined) return;
    this.#readAt = Date.now();
    const entries: [string, string][] = [];
    for (const [variable, text] of Object.entries(this.#env)) {
      if (variable.startsWith(this.#prefix) && text !== undefined) {
        entries.push([variable.slice(this.#prefix.length).toLowerCase(), text]);
      }
    }
    this.#table.load(entries);
    this.#listeners.call();
  }

  async close(): Promise<void> {}

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  status(): BackendStatus {
    const { flags, invalid } = this.snapshot;
    const common = { name: this.name, flags: flags.size, invalid: [...invalid.values()] };
    return this.#readAt === undefined
      ? { ...common, state: 'failed', since: 0, reason: 'not opened yet' }
      : { ...common, state: 'live', since: this.#readAt, lastLoad: this.#readAt };
  }
}

/** `newCheckout`, `new-checkout` and `new.checkout` as `new_checkout`; `HTTPServer` as `http_server`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toLowerCase();
}
