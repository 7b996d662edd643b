import { isOperatorObject } from '../../flag/condition-schema.js';
import type { Condition, JsonValue } from '../../flag/definition.js';
import { SEGMENT_PREFIX } from '../../flag/name.js';
import { ownProperty, readPath } from './attribute.js';
import { looselyEquals } from './equality.js';
import type { EvaluationContext } from '../evaluation.js';
import { OPERATORS, type Nested } from './operators.js';
import { follow } from '../reference.js';
import type { Predicate } from './predicate.js';

/** Compiles the conditions of one flag (FLAGS.md section 5), and notes what they hang on. */
export class ConditionCompiler implements Nested {
  /** The stored names of the segments that are used. */
  readonly segments: Set<string> = new Set();
  /** True when an attribute is read. */
  readsContext = false;
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
    return (subject, flags, now) => follow(from, to, subject as EvaluationContext, flags, now)?.on === true;
  }

  #attribute(path: string, operand: JsonValue): Predicate {
    this.readsContext = true;
    const test = this.value(operand);
    if (!path.includes('.')) return (subject, flags, now) => test(ownProperty(subject, path), flags, now);
    const keys = path.split('.');
    return (subject, flags, now) => test(readPath(subject, keys), flags, now);
  }

  #operator(operator: string, operand: JsonValue): Predicate {
    return OPERATORS.get(operator)!(operand as never, this);
  }
}

function isOperators(value: JsonValue): value is { readonly [operator: string]: JsonValue } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).some((key) => key.startsWith('$'))
  );
}

function all(tests: readonly Predicate[]): Predicate {
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
