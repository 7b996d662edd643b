import type { Condition, JsonValue } from '@halyard/core';
import { createHash } from 'node:crypto';
import { ALWAYS, any, NEVER } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';

/**
 * The contexts whose user is in a range of percentages. `hint` is what Microsoft hashes with the user. Without a user, it
 * hashes empty text. Throws {@link UntranslatableError} unless `0 ≤ first ≤ last ≤ 100`.
 */
export function inPercentile(
  path: string,
  hint: string,
  [first, last]: readonly [JsonValue, JsonValue],
): Condition {
  const isRange = typeof first === 'number' && typeof last === 'number';
  if (!isRange || first < 0 || last < first || last > 100) {
    throw new UntranslatableError(path, 'must be percentages from 0 to 100, the lower one first');
  }
  if (first === last) return NEVER;
  if (first === 0 && last === 100) return ALWAYS;
  const share = { $rollout: { range: [first, last], hash: 'microsoft', seed: hint } };
  const percentage = percentageOf(`\n${hint}`);
  const isIn = percentage >= first && (percentage < last || last === 100);
  return any([share, ...(isIn ? [{ targetingKey: null }, { targetingKey: '' }] : [])]);
}

function percentageOf(text: string): number {
  return (createHash('sha256').update(text).digest().readUInt32LE(0) / 0xffffffff) * 100;
}
