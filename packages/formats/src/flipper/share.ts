import type { Condition } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { ALWAYS, any, NEVER } from '../condition-algebra.js';

/** The contexts in a share by an attribute. Without the attribute, Flipper hashes the name of the feature alone. */
export function shareOf(feature: string, attribute: string, percent: number): Condition {
  if (!(percent > 0)) return NEVER;
  if (percent >= 100) return ALWAYS;
  const by = attribute === 'targetingKey' ? {} : { by: attribute };
  const share = { $rollout: { range: [0, percent], hash: 'flipper-ruby', seed: feature, ...by } };
  const without = any([{ [attribute]: null }, { [attribute]: '' }]);
  return any([share, ...(isInWithoutKey(feature, percent) ? [without] : [])]);
}

const NO_FLAGS = { get: () => undefined, inCycle: () => false, draw: () => 0 };

function isInWithoutKey(feature: string, percent: number): boolean {
  const targetingKey = Array.from(feature).at(-1)!;
  const seed = feature.slice(0, -targetingKey.length);
  const rules = [{ rollout: percent, hash: 'flipper-ruby', seed }];
  const { flag } = parseFlag('flag', JSON.stringify({ rules }));
  return flag?.decide({ targetingKey }, NO_FLAGS, 0).on === true;
}
