import type { DefinedFlags } from './define-flags.js';
import { channels } from './diagnostics.js';
import type { ErrorCode, Evaluation, EvaluationContext, Outcome } from './evaluation/evaluation.js';
import { explain } from './evaluation/explain.js';
import type { Explanation } from './evaluation/explanation.js';
import { dependsOnContext, findCycles, type Cycles } from './evaluation/references.js';
import type { JsonValue } from './flag/definition.js';
import type { Flag, FlagScope } from './flag/flag.js';
import { SEGMENT_PREFIX } from './flag/name.js';
import { applyOverrides } from './override.js';
import { PatchedMap } from './patched-map.js';
import type { Snapshot } from './snapshot.js';

/** What the answers hang on besides the snapshot. */
export interface ReaderSettings {
  /** The answer of `isEnabled` for a flag that nobody knows. */
  readonly default: boolean;
  readonly declarations: DefinedFlags['declarations'];
  /** Values set for this process only. */
  readonly overrides: ReadonlyMap<string, JsonValue>;
  readonly clock: () => number;
  /** True while the backend was never read, so that a missing flag is not yet an unknown one. */
  readonly ready: () => boolean;
}

const NO_CONTEXT: EvaluationContext = Object.freeze({});

/** Answers from one snapshot. Never changes, never waits, never throws. */
export class FlagReader implements FlagScope {
  readonly snapshot: Snapshot;
  readonly cycles: Cycles;
  readonly #flags: ReadonlyMap<string, Flag>;
  /** For `isEnabled`: the answer itself where it is always the same, which saves a cold read of the flag. */
  readonly #answers: PatchedMap<boolean | Flag>;
  readonly #settings: ReaderSettings;

  /** What `before` has found out and what still holds is taken over from it. */
  constructor(snapshot: Snapshot, settings: ReaderSettings, before?: FlagReader) {
    this.snapshot = snapshot;
    this.#settings = settings;
    this.#flags = applyOverrides(snapshot.flags, settings.overrides);
    const changed = before && this.#changedSince(before);
    const answer = (name: string): boolean | Flag | undefined => {
      const flag = this.#flags.get(name);
      return flag?.constant?.on ?? flag;
    };
    if (before === undefined || changed === undefined) {
      this.#answers = new PatchedMap<boolean | Flag>().with(this.#flags.keys(), answer);
      this.cycles = findCycles(this.#flags);
    } else {
      const isLeaf = ({ flags }: Snapshot, name: string): boolean => flags.get(name)?.references.length === 0;
      const changesNoWay = changed.every((name) => isLeaf(before.snapshot, name) && isLeaf(snapshot, name));
      this.#answers = before.#answers.with(changed, answer);
      this.cycles = changesNoWay ? before.cycles : findCycles(this.#flags);
    }
  }

  /** The names that may answer otherwise than in `before`; `undefined` if that is as good as all. */
  #changedSince(before: FlagReader): readonly string[] | undefined {
    const hasOverrides = before.#settings.overrides.size + this.#settings.overrides.size > 0;
    return hasOverrides ? undefined : this.snapshot.changedSince(before.snapshot);
  }

  get(name: string): Flag | undefined {
    return this.#flags.get(name) ?? this.snapshot.get(name);
  }

  inCycle(from: string, to: string): boolean {
    return this.cycles.joins(from, to);
  }

  /** The names of all flags: stored ones and declared ones, segments left out. */
  *names(): Iterable<string> {
    for (const name of this.#flags.keys()) if (!name.startsWith(SEGMENT_PREFIX)) yield name;
    for (const name of this.#settings.declarations.keys()) if (!this.#flags.has(name)) yield name;
  }

  /** Whether the answer can differ with the context, by the flag itself or by any that it requires. */
  dependsOnContext(name: string): boolean {
    const flag = this.get(name);
    if (flag === undefined || flag.constant !== undefined) return false;
    return flag.references.length === 0
      ? flag.readsContext
      : dependsOnContext(name, (other) => this.get(other));
  }

  isEnabled(name: string, context: EvaluationContext | undefined, fallback: boolean | undefined): boolean {
    const answer = this.#answers.get(name);
    if (channels.evaluation.hasSubscribers) return this.#observed(name, context, fallback);
    if (typeof answer === 'boolean') return answer;
    const flag = answer ?? this.snapshot.get(name);
    if (flag === undefined || problemOf(context) !== undefined) return this.#default(name, fallback);
    try {
      return this.#decide(flag, context ?? NO_CONTEXT).on;
    } catch {
      return this.#default(name, fallback);
    }
  }

  #observed(name: string, context: EvaluationContext | undefined, fallback: boolean | undefined): boolean {
    const { errorCode, value } = this.evaluate(name, context);
    return errorCode === undefined ? Boolean(value) : this.#default(name, fallback);
  }

  /** With `fallback`, an answer of another type is `TYPE_MISMATCH` and the fallback. */
  evaluate(name: string, context: EvaluationContext | undefined, fallback?: JsonValue): Evaluation {
    const evaluation = this.#evaluate(name, context, fallback);
    if (channels.evaluation.hasSubscribers) channels.evaluation.publish({ evaluation, context });
    return evaluation;
  }

  #evaluate(
    name: string,
    context: EvaluationContext | undefined,
    fallback: JsonValue | undefined,
  ): Evaluation {
    const flag = this.get(name);
    if (flag === undefined) return this.#missing(name, fallback);
    const problem = problemOf(context);
    if (problem !== undefined) return this.failed(name, 'INVALID_CONTEXT', problem, fallback);
    let outcome: Outcome;
    try {
      outcome = this.#decide(flag, context ?? NO_CONTEXT);
    } catch (error) {
      return this.failed(name, 'INVALID_CONTEXT', `reading the context threw: ${textOf(error)}`, fallback);
    }
    if (fallback !== undefined && fallback !== null && kindOf(outcome.value) !== kindOf(fallback)) {
      const message = `the value is ${kindOf(outcome.value)}, the fallback ${kindOf(fallback)}`;
      return this.failed(name, 'TYPE_MISMATCH', message, fallback);
    }
    const { value, variant, reason, rule } = outcome;
    const { metadata } = flag.definition;
    return {
      flag: name,
      value,
      ...(variant === undefined ? {} : { variant }),
      reason,
      ...(rule === undefined ? {} : { rule }),
      ...(metadata === undefined ? {} : { metadata }),
    };
  }

  /** The whole way to the answer. */
  explain(name: string, context: EvaluationContext = NO_CONTEXT): Explanation {
    const flag = this.get(name);
    const { value, errorMessage } = this.evaluate(name, context);
    if (flag !== undefined && errorMessage === undefined) {
      return explain(flag, context, this, this.#settings.clock());
    }
    const why = errorMessage ?? 'no backend has it; the program declares this default';
    const answer: Outcome = {
      value,
      on: Boolean(value),
      reason: errorMessage === undefined ? 'DEFAULT' : 'ERROR',
    };
    const line = `${textOf(name)} is ${answer.on ? 'on' : 'off'}: ${why} (${answer.reason})`;
    return { flag: name, answer, enabled: true, requires: [], rules: [], lines: [line] };
  }

  /** The answer when there can be none: the fallback, and why. */
  failed(name: string, errorCode: ErrorCode, errorMessage: string, fallback?: JsonValue): Evaluation {
    return { flag: name, value: this.#fallback(name, fallback), reason: 'ERROR', errorCode, errorMessage };
  }

  #missing(name: string, fallback: JsonValue | undefined): Evaluation {
    const invalid = this.snapshot.invalid.get(name);
    if (invalid !== undefined) return this.failed(name, 'PARSE_ERROR', invalid.problem, fallback);
    if (this.#settings.declarations.has(name)) {
      return { flag: name, value: this.#fallback(name, fallback), reason: 'DEFAULT' };
    }
    return this.#settings.ready()
      ? this.failed(name, 'FLAG_NOT_FOUND', `no backend has a flag "${textOf(name)}"`, fallback)
      : this.failed(name, 'PROVIDER_NOT_READY', 'the flags were not loaded yet', fallback);
  }

  #decide(flag: Flag, context: EvaluationContext): Outcome {
    return flag.decide(context, this, flag.readsClock ? this.#settings.clock() : 0);
  }

  #fallback(name: string, fallback: JsonValue | undefined): JsonValue {
    if (fallback !== undefined) return fallback;
    return this.#settings.declarations.get(name)?.default ?? this.#settings.default;
  }

  #default(name: string, fallback: boolean | undefined): boolean {
    return Boolean(this.#fallback(name, fallback));
  }
}

function problemOf(context: unknown): string | undefined {
  if (context === undefined || context === null || typeof context === 'object') return undefined;
  return `the context must be an object, received ${typeof context}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

// What a hostile context throws need not be an error, nor become text.
function textOf(value: unknown): string {
  try {
    return value instanceof Error ? value.message : String(value);
  } catch {
    return 'something that is no text';
  }
}
