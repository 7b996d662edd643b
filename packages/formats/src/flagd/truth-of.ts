import type { Condition, JsonValue } from '@halyard/core';
import { ALWAYS, all, any, NEVER, not } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { opposite, truthy } from './attribute-tests.js';
import { COMPARISONS } from './compare-literals.js';
import { comparing } from './comparison-tests.js';
import { drawn } from './fractional-tests.js';
import { guardedKey, hasKey } from './key-guard.js';
import { attributeIn, elements, membership } from './list-tests.js';
import { attributeOf, isPlain, isPrimitive, operationOf } from './logic.js';
import { ALWAYS_NULL, insideIf, NO_FAILURE, type Scope, type Translation, type Truth } from './truth.js';
import { typeTested } from './type-tests.js';
import { versions } from './version-tests.js';

/** Translates a JsonLogic expression whose result counts as true or false. Throws {@link UntranslatableError}. */
export function truthOf(path: string, expression: JsonValue, scope: Scope): Truth {
  const key = guardedKey(expression);
  if (key !== undefined) return { holds: hasKey(key), ...NO_FAILURE };
  const tested = typeTested(expression);
  if (tested !== undefined) return { holds: tested, ...NO_FAILURE };
  const operation = operationOf(expression);
  if (operation === undefined) return constant(expression);
  const { operator, operands } = operation;
  const translate = TRANSLATIONS.get(operator);
  if (translate !== undefined) return translate(`${path}.${operator}`, operands, scope);
  throw new UntranslatableError(path, `the operator ${JSON.stringify(operator)} is not supported`);
}

const TRANSLATIONS: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ['var', (path, [name = null]) => variable(path, { var: name })],
  ['and', everyOne],
  ['or', oneAtLeast],
  ['!', (path, [operand = null], scope) => opposite(truthOf(`${path}[0]`, operand, scope))],
  ['!!', (path, [operand = null], scope) => ({ ...truthOf(`${path}[0]`, operand, scope), isNull: NEVER })],
  ['if', branches],
  ['fractional', drawn],
  ...COMPARISONS.map((comparison) => [comparison, comparing(comparison)] as const),
  ['in', membership],
  ['some', elements],
  ['none', (path, operands, scope) => opposite(elements(path, operands, scope))],
  ['starts_with', (path, operands) => edge(path, operands, '$startsWith')],
  ['ends_with', (path, operands) => edge(path, operands, '$endsWith')],
  ['sem_ver', versions],
]);

/** A literal. Empty lists and objects count as false. */
function constant(literal: JsonValue): Truth {
  const isTrue = isPrimitive(literal) ? Boolean(literal) : Object.keys(literal).length > 0;
  return { holds: isTrue ? ALWAYS : NEVER, ...NO_FAILURE };
}

function variable(path: string, expression: JsonValue): Truth {
  return { holds: truthy(attributeIn(path, expression)), ...NO_FAILURE };
}

/** An operand is evaluated only if all before it hold, and may rely on them. */
function everyOne(path: string, operands: readonly JsonValue[], scope: Scope): Truth {
  // Without operands, the result is null.
  if (operands.length === 0) return { holds: NEVER, ...NO_FAILURE };
  const before: Condition[] = [];
  const failures: Condition[] = [];
  let inside = scope;
  for (const [i, operand] of operands.entries()) {
    const { holds, fails } = truthOf(`${path}[${i}]`, operand, inside);
    failures.push(all([...before, fails]));
    before.push(holds);
    inside = withKeyOf(operand, inside);
  }
  return { holds: all(before), fails: any(failures) };
}

/** A scope in which the attribute that the expression guards is a key. */
export function withKeyOf(expression: JsonValue, scope: Scope): Scope {
  const key = guardedKey(expression);
  return key === undefined ? scope : { ...scope, keys: new Set([...scope.keys, key]) };
}

/** An operand is evaluated only if none before it holds. */
function oneAtLeast(path: string, operands: readonly JsonValue[], scope: Scope): Truth {
  const sound: Condition[] = [];
  const undecided: Condition[] = [];
  const successes: Condition[] = [];
  const failures: Condition[] = [];
  for (const [i, operand] of operands.entries()) {
    const { holds, fails } = truthOf(`${path}[${i}]`, operand, scope);
    successes.push(all([...sound, holds]));
    failures.push(all([...undecided, fails]));
    sound.push(not(fails));
    undecided.push(not(any([holds, fails])));
  }
  return { holds: any(successes), fails: any(failures) };
}

function branches(path: string, operands: readonly JsonValue[], around: Scope): Truth {
  const scope = insideIf(operands, around);
  const undecided: Condition[] = [];
  const successes: Condition[] = [];
  const failures: Condition[] = [];
  const take = (when: readonly Condition[], i: number, inside: Scope): void => {
    const { holds, fails } = truthOf(`${path}[${i}]`, operands[i]!, inside);
    successes.push(all([...when, holds]));
    failures.push(all([...when, fails]));
  };
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const { holds, fails } = truthOf(`${path}[${i}]`, operands[i]!, scope);
    failures.push(all([...undecided, fails]));
    take([...undecided, holds], i + 1, withKeyOf(operands[i]!, scope));
    undecided.push(not(any([holds, fails])));
  }
  if (operands.length % 2 === 1) take(undecided, operands.length - 1, scope);
  return { holds: any(successes), fails: any(failures) };
}

/** `starts_with` and `ends_with`: null for anything but two texts. */
function edge(path: string, operands: readonly JsonValue[], operator: string): Truth {
  const [text, part] = operands;
  if (operands.length !== 2 && operands.every(isPlain)) return ALWAYS_NULL;
  const attribute = attributeIn(path, text);
  if (attributeOf(part) !== undefined)
    throw new UntranslatableError(path, 'must compare an attribute with a text');
  if (operands.length !== 2 || typeof part !== 'string') return ALWAYS_NULL;
  return {
    holds: { [attribute]: { [operator]: part } },
    ...NO_FAILURE,
    isNull: not({ [attribute]: { $type: 'string' } }),
  };
}
