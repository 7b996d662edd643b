import type { Log } from '../../base/log.js';
import { show } from '../../base/options.js';
import { nearest } from '../../base/suggest.js';
import type { KeyNeed } from '../../evaluation/bucketing/key-need.js';
import type { EvaluationContext } from '../../evaluation/evaluation.js';
import type { FlagReader } from '../flag-reader.js';
import { OncePerName } from './once-per-name.js';

/** How many flags are compared with an unknown name, at up to 10 µs each: a request waits for it. */
const MAX_COMPARED = 1000;

/** How many attributes of a context are named. */
const MAX_ATTRIBUTES = 20;

/**
 * Logs what evaluations lack: the flag, or a key. Each once for a flag, and again only when the flag has changed. Costs a
 * flag that exists and a context that has its key nothing.
 */
export class EvaluationLog {
  readonly #log: Log;
  readonly #isRead: () => boolean;
  readonly #unknown: OncePerName;
  readonly #keyless: OncePerName;

  /** `isRead`: whether all flags are known, so that one which is missing does not exist. */
  constructor(log: Log, isRead: () => boolean) {
    this.#log = log;
    this.#isRead = isRead;
    this.#unknown = new OncePerName(log, 'flags that do not exist');
    this.#keyless = new OncePerName(log, 'flags whose key is missing');
  }

  /** A flag was asked for that is not there. */
  unknown(name: string, reader: FlagReader): void {
    if (this.#log.isSilent) return;
    // What is not text has been mistaken for a name, such as a misspelt constant.
    const shown = typeof name === 'string' ? name : show(name);
    if (this.#unknown.isDone(shown) || !reader.isUnknown(name) || !this.#isRead()) return;
    const near = reader.flags.size > MAX_COMPARED ? undefined : nearest(shown, reader.names());
    const hint =
      near === undefined ? 'store it, or declare it with defineFlags' : `did you mean ${show(near)}?`;
    this.#unknown.warn(shown, `flag ${show(name)} does not exist; ${hint}`);
  }

  /** A part of a flag was evaluated for a context that has no key for it. */
  keyless({ flag, part, by }: KeyNeed, context: EvaluationContext): void {
    if (this.#log.isSilent || this.#keyless.isDone(flag)) return;
    const key = by === 'targetingKey' ? 'a targetingKey' : by;
    this.#keyless.warn(flag, `${part} of ${flag} needs ${key}; the context ${attributes(context, by)}`);
  }

  /** The flags have changed. */
  follow(before: FlagReader, after: FlagReader): void {
    const hasChanged = (name: string): boolean => before.get(name) !== after.get(name);
    this.#unknown.forget(hasChanged);
    this.#keyless.forget(hasChanged);
  }
}

/** Which attributes a context has, without their values; `key`, if it is there, can't be used. */
function attributes(context: EvaluationContext, key: string): string {
  let names: string[];
  try {
    names = Object.keys(context).filter((name) => name !== key && !isMissing(context[name]));
  } catch {
    // A getter or a proxy threw.
    return 'cannot be read';
  }
  if (names.length === 0) return 'is empty';
  const more = names.length > MAX_ATTRIBUTES ? `, and ${names.length - MAX_ATTRIBUTES} more` : '';
  const shown = names.slice(0, MAX_ATTRIBUTES).map((name) => (name.length > 60 ? show(name) : name));
  return `has: ${shown.join(', ')}${more}`;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
