import { createHash } from 'node:crypto';
import type { Condition, FlagDefinition, Requirement, Rule } from '../flag/definition.js';
import type { Flag, FlagScope } from '../flag/flag.js';
import { ConditionCompiler } from './conditions/condition.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import { OutcomeMaker } from './outcome.js';
import { beginEvaluation } from './reference.js';
import { isMet, requirementsOf } from './requirement.js';
import { CompiledRule } from './rule.js';
import { isClosed, RuleParts } from './rule-parts.js';

/** Compiles a definition, which must be valid and frozen; `text` is how it is stored. */
export function compileFlag(name: string, text: string, definition: FlagDefinition): Flag {
  return new CompiledFlag(name, text, definition);
}

/** Compiles a named condition: a flag that is on where the condition holds. `name` starts with `$segment.`. */
export function compileSegment(name: string, text: string, condition: Condition): Flag {
  return new CompiledFlag(
    name,
    text,
    Object.freeze({ rules: Object.freeze([Object.freeze({ when: condition })]) }),
  );
}

/** What stands for absent rules. With variants it is the default's that everyone gets. */
const EVERYONE: readonly Rule[] = Object.freeze([Object.freeze({})]);
const NOTHING: readonly never[] = Object.freeze([]);

class CompiledFlag implements Flag {
  readonly name: string;
  readonly text: string;
  readonly definition: FlagDefinition;
  readonly constant: Outcome | undefined;
  readonly references: readonly string[];
  readonly readsContext: boolean;
  readonly readsClock: boolean;
  readonly #requirements: readonly Requirement[];
  readonly #rules: readonly CompiledRule[];
  readonly #disabled: Outcome;
  readonly #default: Outcome;
  #version: string | undefined;

  constructor(name: string, text: string, definition: FlagDefinition) {
    const { enabled = true, default: fallback = false, variants } = definition;
    const rules = definition.rules ?? (variants === undefined ? EVERYONE : NOTHING);
    const conditions = new ConditionCompiler(name);
    const parts = enabled ? reachableParts(name, rules, conditions) : NOTHING;
    const requirements = requirementsOf(definition);
    const references = new Set([...requirements.map(({ flag }) => flag), ...conditions.segments]);
    const readsContext = conditions.readsContext || parts.some(({ readsKey }) => readsKey);
    const readsClock = parts.some((part) => part.readsClock);
    const isStatic = !readsContext && references.size === 0 && !parts.some(({ isRandom }) => isRandom);

    this.name = name;
    this.text = text;
    this.definition = definition;
    this.references = references.size === 0 ? NOTHING : [...references];
    this.readsContext = readsContext;
    this.readsClock = readsClock || (enabled && references.size > 0);

    const make = new OutcomeMaker(definition);
    this.#requirements = enabled && requirements.length > 0 ? requirements : NOTHING;
    this.#default = make.served(fallback, !enabled ? 'DISABLED' : isStatic ? 'STATIC' : 'DEFAULT');
    this.#disabled = this.#requirements === NOTHING ? this.#default : make.served(fallback, 'DISABLED');
    const reason = isStatic ? 'STATIC' : 'TARGETING_MATCH';
    this.#rules = parts.map((part) => new CompiledRule(part, make, reason, definition.rules !== undefined));
    if (!enabled || (isStatic && !readsClock)) this.constant = this.decide({}, NO_FLAGS, 0);
  }

  get version(): string {
    this.#version ??= createHash('sha1').update(this.text).digest('hex').slice(0, 16);
    return this.#version;
  }

  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome {
    if (this.references !== NOTHING) {
      beginEvaluation();
      if (!this.#areMet(context, flags, now)) return this.#disabled;
    }
    const rules = this.#rules;
    for (let i = 0; i < rules.length; i++) {
      const outcome = rules[i]!.decide(context, flags, now);
      if (outcome !== undefined) return outcome;
    }
    return this.#default;
  }

  #areMet(context: EvaluationContext, flags: FlagScope, now: number): boolean {
    for (const requirement of this.#requirements) {
      if (!isMet(this.name, requirement, context, flags, now)) return false;
    }
    return true;
  }
}

const NO_FLAGS: FlagScope = { get: () => undefined, inCycle: () => false };

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
