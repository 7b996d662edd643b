import type { JsonValue } from '@halyard/core';
import { ALWAYS, all, any, NEVER } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { compared } from './attribute-tests.js';
import { atTimes } from './clock-tests.js';
import { type Comparison, compareLiterals, MIRRORED } from './compare-literals.js';
import { amongShares } from './fractional-tests.js';
import { attributeIn } from './list-tests.js';
import { attributeOf, isPrimitive, operationOf, type Primitive, variableOf } from './logic.js';
import type { Scope, Translation, Truth } from './truth.js';

/** The translation of an operator that compares two operands, or three. */
export function comparing(comparison: Comparison): Translation {
  return (path, operands, scope) => {
    const [left = null, right = null, third] = operands;
    if (third === undefined) return compare(path, left, comparison, right, scope);
    // With three operands, the middle one must be between the others.
    if (operands.length > 3) throw new UntranslatableError(path, 'must have two or three operands');
    const first = compare(path, left, comparison, right, scope);
    const second = compare(path, right, comparison, third, scope);
    return {
      holds: all([first.holds, second.holds]),
      fails: any([first.fails, all([first.holds, second.fails])]),
    };
  };
}

function compare(
  path: string,
  left: JsonValue,
  comparison: Comparison,
  right: JsonValue,
  scope: Scope,
): Truth {
  if (isPrimitive(left) && !isPrimitive(right)) {
    return compareWithLeft(path, left, comparison, right, scope);
  }
  if (variableOf(left) === '$flagd.timestamp') return atTimes(path, comparison, right);
  if (!isPrimitive(right)) {
    throw new UntranslatableError(path, 'must compare an attribute with a text, a number, a boolean or null');
  }
  const operation = operationOf(left);
  if (operation?.operator === 'fractional') {
    return amongShares(`${path}[0].fractional`, operation.operands, scope, (result) =>
      compareLiterals(result, comparison, right),
    );
  }
  if (variableOf(left) === '$flagd.flagKey') return literals(scope.flag, comparison, right);
  if (isPrimitive(left)) return literals(left, comparison, right);
  return compared(attributeIn(path, left), comparison, right);
}

function compareWithLeft(
  path: string,
  literal: Primitive,
  comparison: Comparison,
  right: JsonValue,
  scope: Scope,
): Truth {
  const attribute = attributeOf(right);
  if (attribute !== undefined) {
    return compared(attribute, MIRRORED[comparison], literal, scope.isCompiled ? 'plain' : 'checked');
  }
  const isDrawn = operationOf(right)?.operator === 'fractional';
  if (isDrawn && scope.isCompiled) {
    throw new UntranslatableError(path, 'must have the fractional on the left and the bucket on the right');
  }
  return compare(path, right, MIRRORED[comparison], literal, scope);
}

function literals(left: Primitive, comparison: Comparison, right: Primitive): Truth {
  const verdict = compareLiterals(left, comparison, right);
  return { holds: verdict === true ? ALWAYS : NEVER, fails: verdict === 'fails' ? ALWAYS : NEVER };
}
