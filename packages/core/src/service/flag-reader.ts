import type { DefinedFlags } from './define-flags.js';
import { channels } from '../base/diagnostics.js';
import { isHalyardError, messageOf } from '../base/errors.js';
import { show } from '../base/options.js';
import type { KeyNeed } from '../evaluation/bucketing/key-need.js';
import { chance } from '../evaluation/bucketing/chance.js';
import type { ErrorCode } from '../evaluation/evaluation-errors.js';
import type { Evaluation, EvaluationContext, Outcome } from '../evaluation/evaluation.js';
import { explain } from '../evaluation/explain.js';
import type { Explanation } from '../evaluation/explanation.js';
import { dependsOnContext, ReferenceCycles } from '../evaluation/reference-cycles.js';
import { referenceProblems } from '../evaluation/reference-problems.js';
import { usableContext } from '../evaluation/usable-context.js';
import type { JsonValue } from '../flag/definition.js';
import type { Flag, FlagScope } from '../evaluation/flag.js';
import { isSegmentName } from '../flag/name.js';
import { kindOf } from '../flag/schema/schema.js';
import { canonicalName } from '../flag/spelling.js';
import type { CountedResult, Counters } from './counts/counters.js';
import type { Tally } from './counts/tally.js';
import type { EvaluationLog } from './log/evaluation-log.js';
import { applyOverrides, type Override, overrideProblem, type Overrides } from './override.js';
import type { InvalidFlag } from '../evaluation/invalid-flag.js';
import type { Snapshot } from '../store/snapshot.js';

/** What the answers depend on besides the snapshot. */
export interface ReaderSettings {
  /** The answer of `isEnabled` for a flag that does not exist. */
  readonly default: boolean;
  readonly declarations: DefinedFlags['declarations'];
  /** Values set for this process only. */
  readonly overrides: Overrides;
  readonly clock: () => number;
  /** Called when a flag is missing; opens a lazy service. True once the backend was read: the flag is unknown then. */
  readonly ready: () => boolean;
  readonly log: EvaluationLog;
  readonly counters: Counters;
  /** Who answers, for those who hear the answers of every service in the process. */
  readonly service: object;
}

/** Answers from one snapshot. What it answers never changes, and it never waits. */
export class FlagReader implements FlagScope {
  readonly snapshot: Snapshot;
  readonly #cycles: ReferenceCycles;
  readonly #flags: ReadonlyMap<string, Flag>;
  readonly #settings: ReaderSettings;
  #problems: readonly InvalidFlag[] | undefined;

  /** What `before` has found out and what still holds is taken over from it. */
  constructor(snapshot: Snapshot, settings: ReaderSettings, before?: FlagReader) {
    this.snapshot = snapshot;
    this.#settings = settings;
    this.#flags = applyOverrides(snapshot.flags, settings.overrides);
    const changed = before && this.changedSince(before);
    const refers = (flags: ReadonlyMap<string, Flag>, name: string): boolean =>
      (flags.get(name)?.references.length ?? 0) > 0;
    const changesCycles = changed?.some((name) => refers(before!.#flags, name) || refers(this.#flags, name));
    this.#cycles = changesCycles === false ? before!.#cycles : new ReferenceCycles();
    // A segment that comes or goes is a problem of the flags that refer to it.
    if (changesCycles === false && !changed!.some(isSegmentName)) this.#problems = before!.#problems;
  }

  /** The names that may answer otherwise than in `before`; `undefined` if that is as good as all. */
  changedSince(before: FlagReader): readonly string[] | undefined {
    const hasOverrides = before.#settings.overrides.size + this.#settings.overrides.size > 0;
    return hasOverrides ? undefined : this.snapshot.changedSince(before.snapshot);
  }

  /** This reader for a request with further overrides. One that the flag can't have is counted, and ignored. */
  withOverrides(overrides: ReadonlyMap<string, Override>): FlagReader {
    const all = new Map(this.#settings.overrides);
    for (const [name, override] of overrides) {
      const flag = this.snapshot.get(name);
      if (overrideProblem(override, flag) === undefined) {
        const stored = flag?.name ?? name;
        all.set(stored, { name: stored, override, since: this.now });
      } else this.#settings.counters.countRequestOverride('without-effect');
    }
    return new FlagReader(this.snapshot, { ...this.#settings, overrides: all });
  }

  /** The flags that answer, overridden ones in place of those stored. */
  get flags(): ReadonlyMap<string, Flag> {
    return this.#flags;
  }

  /** The time by the service's clock. */
  get now(): number {
    return this.#settings.clock();
  }

  get(name: string): Flag | undefined {
    const flag = this.#flags.get(name);
    if (flag !== undefined || typeof name !== 'string') return flag;
    const canonical = canonicalName(name);
    return canonical === name ? undefined : this.#flags.get(canonical);
  }

  inCycle(from: string, to: string): boolean {
    return this.#cycles.joins(from, to, (name) => this.get(name));
  }

  draw(): number {
    return chance.draw();
  }

  keyless(need: KeyNeed, context: EvaluationContext): void {
    this.#settings.log.keyless(need, context);
  }

  unknown(name: string): void {
    this.#settings.log.unknown(name, this);
  }

  /** This reader for evaluations that are not the program's, at the time and with the draws of `scope`. */
  #unobserved(scope: Scope): Scope {
    return {
      now: scope.now,
      get: (name) => this.get(name),
      inCycle: (from, to) => this.inCycle(from, to),
      draw: (bucketing) => scope.draw(bucketing),
    };
  }

  /** What is wrong with the references between flags. */
  get problems(): readonly InvalidFlag[] {
    this.#problems ??= referenceProblems([...this.#flags.values()], (name) => this.get(name), this.#cycles);
    return this.#problems;
  }

  /** Whether the name is neither that of a stored text, valid or not, nor of a declared flag. */
  isUnknown(name: string): boolean {
    const isKnown = this.get(name) !== undefined || this.#settings.declarations.has(name);
    return !isKnown && this.#invalid(name) === undefined;
  }

  /** The names of all flags: stored ones and declared ones, segments left out. */
  *names(): Iterable<string> {
    for (const name of this.#flags.keys()) if (!isSegmentName(name)) yield name;
    for (const name of this.#settings.declarations.keys()) if (this.get(name) === undefined) yield name;
  }

  /** Whether the answer can differ with the context, by the flag itself or by any that it requires. */
  dependsOnContext(name: string): boolean {
    const flag = this.get(name);
    if (flag === undefined || flag.constant !== undefined) return false;
    return flag.references.length === 0
      ? flag.readsContext
      : dependsOnContext(name, (other) => this.get(other));
  }

  /** `isEnabled(name, fallback?, context?)` or `isEnabled(name, context)`. A `scope` keeps one request to one answer. */
  isEnabled(name: string, second: unknown, third: unknown, scope: Scope = this): boolean {
    const isContext = isContextArgument(second);
    const context = isContext ? second : third;
    const fallback = isContext ? undefined : (second as boolean | undefined);
    if (channels.evaluation.hasSubscribers) {
      const { on, reason } = this.#observed(this.#evaluate(name, context, scope), context);
      return reason === 'ERROR' ? this.#default(name, fallback) : on;
    }
    const flag = this.get(name);
    if (flag !== undefined) {
      return this.isOn(this.#settings.counters.tally(flag), name, second, third, scope);
    }
    this.#settings.ready();
    scope.unknown?.(name);
    this.#settings.counters.count(...this.#missingResult(name));
    return this.#default(name, fallback);
  }

  /** The same for a flag while nothing is published: the usual case by itself, so short that the engine inlines it. */
  isOn(tally: Tally, name: string, second: unknown, third: unknown, scope: Scope): boolean {
    const { flag } = tally;
    const isContext = isContextArgument(second);
    try {
      const context = usableContext(isContext ? second : third);
      const outcome = flag.decide(context, scope, flag.readsClock ? scope.now : 0);
      tally.count(outcome);
      return outcome.on;
    } catch {
      this.#settings.counters.count(flag.name, UNUSABLE_CONTEXT);
      return this.#default(name, isContext ? undefined : (second as boolean | undefined));
    }
  }

  /** The same where `answer` is constant for every context that can be used, and no fallback is given. */
  isConstant(answer: number, name: string, context: unknown): boolean {
    const { counters } = this.#settings;
    try {
      usableContext(context);
      counters.values[answer >> 1]!++;
      return (answer & 1) === 1;
    } catch {
      counters.count(this.#countedName(name), UNUSABLE_CONTEXT);
      return this.#default(name, undefined);
    }
  }

  /**
   * The answer as it was compiled; `undefined` for a flag that is missing, or invalid without an earlier version. Throws
   * `INVALID_CONTEXT` for a context that can't be used, and what reading it throws.
   */
  decide(name: string, context: unknown, scope: Scope = this): Outcome | undefined {
    const flag = this.get(name);
    const usable = usableContext(context);
    if (flag === undefined) {
      scope.unknown?.(name);
      return undefined;
    }
    const outcome = this.#decide(flag, usable, scope);
    this.#settings.counters.tally(flag).count(outcome);
    if (channels.evaluation.hasSubscribers) this.#published(detailed(name, flag, outcome), context);
    return outcome;
  }

  /** The answer with everything known about it. */
  evaluate(name: string, context: unknown, scope?: Scope): Evaluation {
    return this.#observed(this.#evaluate(name, context, scope), context);
  }

  /** The same, but `fallback` where there is no answer or one of another type. */
  getDetails(name: string, fallback: JsonValue | undefined, context: unknown, scope?: Scope): Evaluation {
    const evaluation = this.#evaluate(name, context, scope);
    return this.#observed(this.#typed(evaluation, fallback), context);
  }

  /** The whole way to the answer. Not an evaluation of the program's: it is neither published nor logged. */
  explain(name: string, context?: unknown, at: Scope = this): Explanation {
    const flag = this.get(name);
    const scope = this.#unobserved(at);
    const evaluation = this.#evaluate(name, context, scope);
    if (flag !== undefined && evaluation.errorMessage === undefined) {
      return explain(flag, usableContext(context), scope, scope.now);
    }
    return unexplained(evaluation);
  }

  /** The explanation when there can be no answer. */
  explainFailure(name: string, errorCode: ErrorCode, errorMessage: string): Explanation {
    return unexplained(this.failed(name, errorCode, errorMessage));
  }

  /** The answer when there can be none: the fallback, and why. */
  failed(name: string, errorCode: ErrorCode, errorMessage: string, fallback?: JsonValue): Evaluation {
    const value = this.#fallback(name, fallback);
    return { flag: name, value, on: Boolean(value), reason: 'ERROR', errorCode, errorMessage };
  }

  #evaluate(name: string, context: unknown, scope: Scope = this): Evaluation {
    const flag = this.get(name);
    let outcome: Outcome;
    try {
      const usable = usableContext(context);
      if (flag === undefined) return this.#missing(name, scope);
      outcome = this.#decide(flag, usable, scope);
    } catch (error) {
      const known = isHalyardError(error, 'INVALID_CONTEXT');
      const message = known ? error.message : `reading the context threw: ${messageOf(error)}`;
      return this.failed(name, 'INVALID_CONTEXT', message);
    }
    return detailed(name, flag, outcome);
  }

  #typed(evaluation: Evaluation, given: JsonValue | undefined): Evaluation {
    const { flag, value, errorCode, errorMessage } = evaluation;
    const fallback = given === undefined ? this.#settings.declarations.get(flag)?.default : given;
    if (errorCode !== undefined) return this.failed(flag, errorCode, errorMessage!, fallback);
    if (fallback === undefined || fallback === null || kindOf(value) === kindOf(fallback)) return evaluation;
    const message = `the value is ${kindOf(value)}, the fallback ${kindOf(fallback)}`;
    return this.failed(flag, 'TYPE_MISMATCH', message, fallback);
  }

  /** Where the missing answer for this name is counted; `undefined` while the flags are not loaded. */
  missingSlot(name: string): number | undefined {
    const [flag, result] = this.#missingResult(name);
    return result === NOT_READY ? undefined : this.#settings.counters.slot(flag, result);
  }

  #missingResult(name: string): [flag: string | undefined, result: CountedResult] {
    const invalid = this.#invalid(name);
    if (invalid !== undefined) return [invalid.name, INVALID_FLAG];
    if (this.#settings.declarations.has(name)) return [name, DECLARED_DEFAULT];
    return [undefined, this.#settings.ready() ? UNKNOWN_FLAG : NOT_READY];
  }

  /** The name to count under: a stored or a declared one, no other that a request may have brought. */
  #countedName(name: string): string | undefined {
    const stored = this.get(name)?.name ?? this.#invalid(name)?.name;
    return stored ?? (this.#settings.declarations.has(name) ? name : undefined);
  }

  /** Counts an answer that the program gets, and publishes it. */
  #observed(evaluation: Evaluation, context: unknown): Evaluation {
    this.#settings.counters.count(this.#countedName(evaluation.flag), evaluation);
    return this.#published(evaluation, context);
  }

  #published(evaluation: Evaluation, context: unknown): Evaluation {
    if (channels.evaluation.hasSubscribers) {
      channels.evaluation.publish({ evaluation, context, service: this.#settings.service });
    }
    return evaluation;
  }

  /** Why no flag answers under this name, if that is because of its stored text. */
  #invalid(name: string): InvalidFlag | undefined {
    return typeof name === 'string' ? this.snapshot.problem(name) : undefined;
  }

  #missing(name: string, scope: Scope): Evaluation {
    const invalid = this.#invalid(name);
    if (invalid !== undefined) return this.failed(name, 'PARSE_ERROR', invalid.problem);
    if (this.#settings.declarations.has(name)) {
      const value = this.#fallback(name, undefined);
      return { flag: name, value, on: Boolean(value), reason: 'DEFAULT' };
    }
    if (!this.#settings.ready()) {
      return this.failed(name, 'PROVIDER_NOT_READY', 'the flags were not loaded yet');
    }
    scope.unknown?.(name);
    return this.failed(name, 'FLAG_NOT_FOUND', `no backend has a flag ${show(name)}`);
  }

  #decide(flag: Flag, context: EvaluationContext, scope: Scope): Outcome {
    return flag.decide(context, scope, flag.readsClock ? scope.now : 0);
  }

  #fallback(name: string, fallback: JsonValue | undefined): JsonValue {
    if (fallback !== undefined) return fallback;
    return this.#settings.declarations.get(name)?.default ?? this.#settings.default;
  }

  #default(name: string, fallback: boolean | undefined): boolean {
    return Boolean(this.#fallback(name, fallback));
  }
}

const UNUSABLE_CONTEXT: CountedResult = { reason: 'ERROR', errorCode: 'INVALID_CONTEXT' };
const INVALID_FLAG: CountedResult = { reason: 'ERROR', errorCode: 'PARSE_ERROR' };
const UNKNOWN_FLAG: CountedResult = { reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' };
const NOT_READY: CountedResult = { reason: 'ERROR', errorCode: 'PROVIDER_NOT_READY' };
const DECLARED_DEFAULT: CountedResult = { reason: 'DEFAULT' };

/** Leaves out what is `undefined`. Written out, since copying with `...` costs as much as a hash. */
function detailed(
  name: string,
  { definition: { metadata } }: Flag,
  { value, on, reason, variant, rule }: Outcome,
): Evaluation {
  const evaluation: { -readonly [Key in keyof Evaluation]: Evaluation[Key] } = {
    flag: name,
    value,
    on,
    reason,
  };
  if (variant !== undefined) evaluation.variant = variant;
  if (rule !== undefined) evaluation.rule = rule;
  if (metadata !== undefined) evaluation.metadata = metadata;
  return evaluation;
}

/** The explanation of an answer that no flag gave. */
function unexplained(evaluation: Evaluation): Explanation {
  const { flag, errorMessage, errorCode, metadata: _, ...answer } = evaluation;
  const why = errorMessage ?? 'no backend has it; the program declares this default';
  const shown = typeof flag === 'string' ? flag : show(flag);
  const line = `${shown} is ${answer.on ? 'on' : 'off'}: ${why} (${answer.reason})`;
  const explanation = { flag, answer, enabled: true, requires: [], rules: [], lines: [line] };
  return errorCode === undefined ? explanation : { ...explanation, errorCode };
}

/** Whether the second argument of `isEnabled` is the context, usable or not, and not the fallback. */
function isContextArgument(second: unknown): boolean {
  return second !== undefined && typeof second !== 'boolean';
}

/** What evaluates against one snapshot: the reader itself, or the moment of one request. */
export interface Scope extends FlagScope {
  readonly now: number;
  /** Called when a flag is asked for that does not exist. Absent where that is of no interest. */
  unknown?(name: string): void;
}
