import { isOperatorObject } from '../../flag/condition-schema.js';
import type { Condition, JsonValue, RolloutRange, Schedule } from '../../flag/definition.js';
import { SEGMENT_PREFIX } from '../../flag/name.js';
import type { OperatorName } from '../../flag/operator-names.js';
import { RolloutShare } from '../bucketing/rollout-share.js';
import type { EvaluationContext } from '../evaluation.js';
import { CompiledSchedule } from '../schedule/schedule.js';
import { compilePath, hasKey, plain } from './attribute.js';
import { isText, looselyEquals } from './equality.js';
import { compileOperator, type Nested } from './operators.js';
import type { Predicate } from './predicate.js';
import { isInSegment } from './segment.js';

/** Compiles the conditions of one flag (docs/flags.md, "Conditions"), and notes what they depend on. */
export class ConditionCompiler implements Nested {
  /** The stored names of the segments that are used. */
  readonly segments: Set<string> = new Set();
  /** True when an attribute is read. */
  readsContext = false;
  /** True when the time is read. */
  readsClock = false;
  readonly #flag: string;

  /** `flag` is the name of the flag or segment that the conditions belong to. */
  constructor(flag: string) {
    this.#flag = flag;
  }

  /** The test of a condition on attributes. An empty one always holds. */
  condition(condition: Condition): Predicate {
    return all(Object.entries(condition).map(([key, operand]) => this.#part(key, operand)));
  }

  value(expected: JsonValue): Predicate {
    if (!isOperators(expected)) return looselyEquals(expected);
    return all(Object.entries(expected).map(([operator, operand]) => this.#operator(operator, operand)));
  }

  element(expected: JsonValue): Predicate {
    return isOperatorObject(expected) ? this.value(expected) : this.condition(expected as Condition);
  }

  #part(key: string, operand: JsonValue): Predicate {
    switch (key) {
      case '$and':
        return all(this.#list(operand));
      case '$or':
        return any(this.#list(operand));
      case '$nor':
        return not(any(this.#list(operand)));
      case '$not':
        return not(this.condition(operand as Condition));
      case '$segment':
        return this.#segment(operand as string);
      case '$rollout':
        return this.#rollout(operand as unknown as number | RolloutRange);
      case '$schedule':
        return this.#schedule(operand as Schedule);
      default:
        return this.#attribute(key, operand);
    }
  }

  #list(operand: JsonValue): Predicate[] {
    return (operand as readonly Condition[]).map((condition) => this.condition(condition));
  }

  #segment(name: string): Predicate {
    const from = this.#flag;
    const to = SEGMENT_PREFIX + name;
    this.segments.add(to);
    return (subject, flags, now) => isInSegment(from, to, subject as EvaluationContext, flags, now);
  }

  #rollout(operand: number | RolloutRange): Predicate {
    this.readsContext = true;
    const share = new RolloutShare(this.#flag, operand);
    return (subject, flags) => share.includes(subject as EvaluationContext, flags);
  }

  #schedule(operand: Schedule): Predicate {
    this.readsClock = true;
    const schedule = new CompiledSchedule(operand);
    return (_subject, _flags, now) => schedule.holds(now);
  }

  #attribute(path: string, operand: JsonValue): Predicate {
    this.readsContext = true;
    const isKey = !path.includes('.');
    // The usual cases are written out, since a call less counts here, and read by themselves: the engine finds an attribute
    // faster in code that reads few others.
    if (isKey && typeof operand === 'string') return textAt(path, operand);
    const test = this.value(operand);
    if (isKey) {
      return (subject, flags, now) =>
        test(hasKey(subject, path) ? plain(subject[path]) : undefined, flags, now);
    }
    const read = compilePath(path);
    return (subject, flags, now) => test(read(subject), flags, now);
  }

  #operator(operator: string, operand: JsonValue): Predicate {
    return compileOperator(operator as OperatorName, operand, this);
  }
}

function textAt(key: string, expected: string): Predicate {
  return (subject) => {
    if (!hasKey(subject, key)) return false;
    const value = subject[key];
    return value === expected || (typeof value !== 'string' && isText(plain(value), expected));
  };
}

function isOperators(value: JsonValue): value is { readonly [operator: string]: JsonValue } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).some((key) => key.startsWith('$'))
  );
}

/** Whether all of these hold. */
export function all(tests: readonly Predicate[]): Predicate {
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (tests.length === 2) {
    return (subject, flags, now) => first(subject, flags, now) && second(subject, flags, now);
  }
  return (subject, flags, now) => {
    for (const test of tests) if (!test(subject, flags, now)) return false;
    return true;
  };
}

function any(tests: readonly Predicate[]): Predicate {
  if (tests.length === 0) return () => true;
  return (subject, flags, now) => {
    for (const test of tests) if (test(subject, flags, now)) return true;
    return false;
  };
}

function not(test: Predicate): Predicate {
  return (subject, flags, now) => !test(subject, flags, now);
}
