import type { Backend, BackendStatus } from '../store/backend.js';
import type { Flag } from '../evaluation/flag.js';
import { isReserved, nameProblem } from '../flag/name.js';
import { parseFlag } from '../evaluation/parse-flag.js';
import { canonicalName } from '../flag/spelling.js';
import { Listeners } from '../base/listeners.js';
import { check, checkOptions, type OptionCheck } from '../base/options.js';
import type { InvalidFlag } from '../evaluation/invalid-flag.js';
import type { FlagOrigin } from '../store/flag-origin.js';
import { Snapshot } from '../store/snapshot.js';

/** The options of {@link EnvBackend}. */
export interface EnvBackendOptions {
  /** What a variable's name starts with to be a flag. @default "FEATURE_" */
  readonly prefix?: string;
  /** The variables. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads flags from environment variables, once, when it is opened; read-only. `FEATURE_NEW_CHECKOUT=on` is the flag
 * `new_checkout`. Text that is not a flag may be a secret that happens to have the prefix, so it is never displayed.
 */
export class EnvBackend implements Backend {
  readonly name: string = 'env';
  readonly #prefix: string;
  readonly #env: Readonly<Record<string, string | undefined>>;
  #snapshot: Snapshot = Snapshot.EMPTY;
  /** The variable of each flag. */
  #variableOf: ReadonlyMap<string, string> = new Map();
  readonly #listeners = new Listeners<[]>();
  #readAt: number | undefined;

  /** Reads nothing yet. Throws `INVALID_OPTION` for a wrong option. */
  constructor(options: EnvBackendOptions = {}) {
    checkOptions('EnvBackend', options, {
      prefix: check.string,
      env: check.object,
    } satisfies Record<keyof EnvBackendOptions, OptionCheck>);
    this.#prefix = options.prefix ?? 'FEATURE_';
    this.#env = options.env ?? process.env;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  // Read here and not in the constructor: dotenv may fill process.env after this object is made.
  async open(): Promise<void> {
    if (this.#readAt !== undefined) return;
    this.#readAt = Date.now();
    const variables = this.#variables();
    this.#variableOf = new Map(Array.from(variables, ([name, [first]]) => [name, first!.variable]));
    this.#snapshot = snapshotOf(variables);
    this.#listeners.call();
  }

  async close(): Promise<void> {}

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  origin(name: string): FlagOrigin | undefined {
    if (!this.#snapshot.flags.has(name)) return undefined;
    const place = `"${this.#variableOf.get(name)}" in the environment`;
    return { layer: this.name, place, precedesWrites: false };
  }

  status(): BackendStatus {
    const { flags, invalid } = this.snapshot;
    const common = { name: this.name, flags: flags.size, invalid: [...invalid.values()] };
    return this.#readAt === undefined
      ? { ...common, state: 'failed', since: 0, reason: 'not opened yet' }
      : { ...common, state: 'live', since: this.#readAt, lastLoad: this.#readAt };
  }

  /** The variables of each flag: more than one where they are spellings of the same name. */
  #variables(): Map<string, Variable[]> {
    const variables = new Map<string, Variable[]>();
    for (const [variable, text] of Object.entries(this.#env)) {
      if (!variable.startsWith(this.#prefix) || text === undefined) continue;
      const name = flagName(variable.slice(this.#prefix.length));
      const same = variables.get(name);
      if (same === undefined) variables.set(name, [{ variable, text }]);
      else same.push({ variable, text });
    }
    return variables;
  }
}

interface Variable {
  readonly variable: string;
  readonly text: string;
}

/** The flag that a variable holds. All capitals are not camel case: `OAUTH2LOGIN` is `oauth2login`. */
function flagName(variable: string): string {
  return canonicalName(/[a-z]/.test(variable) ? variable : variable.toLowerCase());
}

function snapshotOf(variables: ReadonlyMap<string, readonly Variable[]>): Snapshot {
  const flags = new Map<string, Flag>();
  const invalid = new Map<string, InvalidFlag>();
  for (const [name, [variable, other]] of variables as ReadonlyMap<string, [Variable, Variable?]>) {
    if (isReserved(name)) continue;
    if (other !== undefined) {
      const problem = `${variable.variable} and ${other.variable} are the same flag, so neither is used: remove one`;
      invalid.set(name, { name, problem, serving: 'nothing' });
      continue;
    }
    const { flag, problem } = parseFlag(name, variable.text);
    const wrongName = nameProblem(name);
    if (wrongName !== undefined) {
      invalid.set(name, {
        name,
        problem: `${variable.variable} is not used: ${wrongName}`,
        serving: 'nothing',
      });
    } else if (problem === undefined) flags.set(name, flag!);
    else {
      invalid.set(name, { name, problem: withoutText(variable), serving: flag ? 'off' : 'nothing' });
      if (flag) flags.set(name, parseFlag(name, 'off').flag!);
    }
  }
  return new Snapshot(flags, invalid);
}

/** What is wrong with a variable, without what it holds. */
function withoutText({ variable, text }: Variable): string {
  const what = text.trim().startsWith('{')
    ? 'is not a valid definition'
    : 'is not understood and counts as off';
  return `the text of ${variable} (${text.length} characters) ${what}; write on, off, 25%, users:alice,bob or a definition in JSON`;
}
