import type { JsonValue } from '@halyard/core';
import { UntranslatableError } from '../untranslatable-error.js';
import { operationOf } from './logic.js';

/** How often the buckets are written out at most. */
const MOST_CHOICES = 64;

/**
 * The operands of a `fractional` with an `if` as a weight, as an `if` around a `fractional` for each weight. `undefined` if no
 * weight is an `if` with an else.
 */
export function chosenWeights(path: string, operands: readonly JsonValue[]): JsonValue | undefined {
  const choices = operands.map((bucket) => choiceIn(bucket)?.length ?? 1);
  if (choices.reduce((product, count) => product * count, 1) > MOST_CHOICES ** 2) {
    throw new UntranslatableError(path, 'has too many weights that depend on a condition');
  }
  const at = operands.findIndex((bucket) => choiceIn(bucket) !== undefined);
  if (at === -1) return undefined;
  const [result] = operands[at] as readonly JsonValue[];
  const choice = choiceIn(operands[at]!)!;
  return {
    if: choice.map((operand, i) => {
      const isWeight = i % 2 === 1 || i === choice.length - 1;
      return isWeight ? { fractional: operands.with(at, [result!, operand]) } : operand;
    }),
  };
}

/** The operands of the `if` that is the weight of a bucket. */
function choiceIn(bucket: JsonValue): readonly JsonValue[] | undefined {
  if (!Array.isArray(bucket) || bucket.length !== 2) return undefined;
  const operation = operationOf(bucket[1] as JsonValue);
  const isChoice =
    operation?.operator === 'if' && operation.operands.length % 2 === 1 && operation.operands.length > 1;
  return isChoice ? operation.operands : undefined;
}
