import type { Condition, FlagDefinition, Requirement, Rule } from '../flag/definition.js';
import type { Flag, FlagScope, Reach, StoredText } from './flag.js';
import { ConditionCompiler } from './conditions/condition.js';
import { conditionSize } from './conditions/condition-size.js';
import type { Predicate } from './conditions/predicate.js';
import { tryCondition } from './conditions/segment.js';
import { suspendCost } from './cost.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import { beginEvaluation } from './follow-reference.js';
import { sha1 } from './hashes/sha1.js';
import { OutcomeMaker } from './outcome-maker.js';
import { areMet, requirementsOf } from './requirement.js';
import { CompiledRule } from './rule.js';
import { isClosed, RuleParts } from './rule-parts.js';

/** Compiles a definition, which must be valid and frozen. */
export function compileFlag(name: string, stored: StoredText, definition: FlagDefinition): Flag {
  return new CompiledFlag(name, stored, definition);
}

/** Compiles a named condition: a flag that is on where the condition holds. `name` starts with `$segment.`. */
export function compileSegment(name: string, stored: StoredText, condition: Condition): Flag {
  return new CompiledSegment(name, stored, condition);
}

const NOTHING: readonly never[] = Object.freeze([]);
const NO_FLAGS: FlagScope = { get: () => undefined, inCycle: () => false, draw: () => 0 };

/** What flags and segments have in common. */
abstract class Compiled {
  readonly name: string;
  readonly text: string;
  // Absent, not undefined, where the store keeps none.
  declare readonly createdAt?: number;
  declare readonly updatedAt?: number;
  #version: string | undefined;

  constructor(name: string, { text, createdAt, updatedAt }: StoredText) {
    suspendCost();
    this.name = name;
    this.text = text;
    if (createdAt !== undefined) this.createdAt = createdAt;
    if (updatedAt !== undefined) this.updatedAt = updatedAt;
  }

  get version(): string {
    this.#version ??= Array.from(sha1(this.text).subarray(0, 2), hexadecimal).join('');
    return this.#version;
  }
}

class CompiledFlag extends Compiled implements Flag {
  readonly definition: FlagDefinition;
  readonly constant: Outcome | undefined;
  readonly references: readonly string[];
  readonly readsContext: boolean;
  readonly readsClock: boolean;
  readonly #requirements: readonly Requirement[];
  readonly #rules: readonly CompiledRule[];
  readonly #off: Outcome;
  /** How many parts the conditions have. */
  readonly #size: number;
  #reach: Reach | undefined;
  readonly #default: Outcome;

  constructor(name: string, stored: StoredText, definition: FlagDefinition) {
    super(name, stored);
    const { enabled = true, rules } = definition;
    const fallback = definition.default === undefined ? rules === undefined : definition.default;
    const conditions = new ConditionCompiler(name);
    const parts = enabled && rules !== undefined ? reachableParts(name, rules, conditions) : NOTHING;
    const requirements = enabled ? requirementsOf(definition) : NOTHING;
    const required = [...requirements, ...parts.flatMap((part) => part.requirements)];
    const references = new Set([...required.map(({ flag }) => flag), ...conditions.segments]);
    const readsContext = conditions.readsContext || parts.some(({ readsKey }) => readsKey);
    const readsClock = conditions.readsClock || parts.some((part) => part.readsClock);
    const isStatic = !readsContext && references.size === 0 && !parts.some(({ isRandom }) => isRandom);

    this.definition = definition;
    this.references = references.size === 0 ? NOTHING : [...references];
    this.readsContext = readsContext;
    this.readsClock = readsClock || references.size > 0;

    this.#size = parts.reduce((sum, { rule: { when = {} } }) => sum + 1 + conditionSize(when), 0);
    const make = new OutcomeMaker(definition);
    this.#requirements = requirements.length > 0 ? requirements : NOTHING;
    this.#off = make.off(fallback);
    this.#default = enabled ? make.served(fallback, isStatic ? 'STATIC' : 'DEFAULT') : this.#off;
    const reason = isStatic ? 'STATIC' : 'TARGETING_MATCH';
    const usesSegments = conditions.segments.size > 0;
    this.#rules = parts.map((part) => new CompiledRule(name, part, make, reason, usesSegments));
    if (isStatic && !readsClock) this.constant = this.decide({}, NO_FLAGS, 0);
  }

  get reach(): Reach {
    this.#reach ??= this.#findReach();
    return this.#reach;
  }

  #findReach(): Reach {
    const { enabled: _, ...enabled } = this.definition;
    if (this.definition.enabled === false) return new CompiledFlag(this.name, this, enabled).reach;
    if (this.constant !== undefined) return this.constant.on ? 'everyone' : 'none';
    const outcomes = [this.#default, ...this.#rules.flatMap((rule) => rule.outcomes)];
    if (outcomes.every(({ on }) => on)) return 'everyone';
    return outcomes.some(({ on }) => on) ? 'some' : 'none';
  }

  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome {
    beginEvaluation(this.#size);
    const requirements = this.#requirements;
    if (requirements !== NOTHING && !areMet(this.name, requirements, context, flags, now)) return this.#off;
    const rules = this.#rules;
    for (let i = 0; i < rules.length; i++) {
      const outcome = rules[i]!.decide(context, flags, now);
      if (outcome !== undefined) return outcome;
    }
    return this.#default;
  }
}

const HOLDS: Outcome = Object.freeze({ value: true, on: true, variant: 'on', reason: 'TARGETING_MATCH' });
const DOES_NOT_HOLD: Outcome = Object.freeze({ value: false, on: false, variant: 'off', reason: 'DEFAULT' });
/** The answer of a segment that depends on another which has no answer. */
const UNUSABLE: Outcome = Object.freeze({ value: false, on: false, reason: 'ERROR' });

class CompiledSegment extends Compiled implements Flag {
  readonly definition: FlagDefinition;
  readonly constant: Outcome | undefined;
  readonly references: readonly string[];
  readonly readsContext: boolean;
  readonly readsClock: boolean;
  readonly #condition: Predicate;
  readonly #size: number;

  constructor(name: string, stored: StoredText, condition: Condition) {
    super(name, stored);
    const conditions = new ConditionCompiler(name);
    this.definition = Object.freeze({ rules: Object.freeze([Object.freeze({ when: condition })]) });
    this.#condition = conditions.condition(condition);
    this.#size = conditionSize(condition);
    this.references = [...conditions.segments];
    this.readsContext = conditions.readsContext;
    this.readsClock = conditions.readsClock;
    const isStatic = !this.readsContext && !this.readsClock && this.references.length === 0;
    if (isStatic) this.constant = this.decide({}, NO_FLAGS, 0);
  }

  get reach(): Reach {
    if (this.constant === undefined) return 'some';
    return this.constant.on ? 'everyone' : 'none';
  }

  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome {
    beginEvaluation(this.#size);
    const holds = tryCondition(this.#condition, context, flags, now);
    return holds === undefined ? UNUSABLE : holds ? HOLDS : DOES_NOT_HOLD;
  }
}

/** The parts of the rules that can match: those up to the first that always does, without those that never do. */
function reachableParts(
  name: string,
  rules: readonly Rule[],
  conditions: ConditionCompiler,
): readonly RuleParts[] {
  const reachable: RuleParts[] = [];
  for (const [index, rule] of rules.entries()) {
    if (isClosed(rule)) continue;
    const parts = new RuleParts(name, rule, index, conditions);
    reachable.push(parts);
    if (parts.isOpen) break;
  }
  return reachable;
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
