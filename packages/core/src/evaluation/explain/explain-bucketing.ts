import type { Rule } from '../../flag/definition.js';
import { Bucketing, HASHES } from '../bucketing/bucketing.js';
import { Share, threshold } from '../bucketing/share.js';
import { onlyVariant, slot } from '../bucketing/split.js';
import type { EvaluationContext } from '../evaluation.js';
import type { Bucket, ExplainedPart } from '../explanation.js';
import { noKey, type Trial } from './trial.js';

/** Explains a rollout: the share of the moment, and on which side of it the key falls. */
export function explainRollout(
  rollout: NonNullable<Rule['rollout']>,
  { flag, context, now, answer }: Trial,
): ExplainedPart {
  const part = 'rollout';
  const share = new Share(rollout).at(now);
  if (share >= 100) return { part, held: true, why: 'a share of 100 % takes everyone' };
  if (share <= 0) return { part, held: false, why: 'a share of 0 % takes nobody' };
  const bucketing = new Bucketing(flag, rollout);
  if (!bucketing.sticky) {
    const held = answer !== undefined;
    return { part, held, why: `${DRAWN}, ${held ? 'in' : 'not in'} for ${text(share)} %` };
  }
  const bucket = findBucket(bucketing, context);
  if (bucket === undefined) return { part, held: false, why: noKey(bucketing.by) };
  const held = bucket.hash < threshold(share);
  return { part, held, why: `${place(bucket)}, ${held ? 'below' : 'not below'} ${text(share)} %`, bucket };
}

/** Explains a split: the slot that the key falls into, and whose it is. */
export function explainSplit(
  split: NonNullable<Rule['split']>,
  rollout: NonNullable<Rule['rollout']>,
  { flag, context, now, answer }: Trial,
): ExplainedPart {
  const part = 'split';
  const given = answer === undefined ? '' : `, gives ${answer.variant}`;
  if (onlyVariant(split) !== undefined) {
    return { part, held: true, why: `only one variant weighs anything${given}` };
  }
  const bucketing = new Bucketing(flag, rollout);
  if (!bucketing.sticky) return { part, held: true, why: `${DRAWN}${given}` };
  const bucket = findBucket(bucketing, context);
  if (bucket === undefined) return { part, held: false, why: noKey(bucketing.by) };
  const total = Object.values(split).reduce((sum, weight) => sum + weight, 0);
  const share = new Share(rollout).at(now);
  const shared =
    share < 100 ? `; the rollout goes by the same hash and lets in the first ${text(share)} % only` : '';
  const why = `${place(bucket)}, slot ${slot(bucket.hash, total)} of ${total}${given}${shared}`;
  return { part, held: true, why, bucket };
}

/** A share without the last digits that a ramp has. */
function text(share: number): string {
  return String(Number(share.toPrecision(12)));
}

const DRAWN = 'a new draw at every evaluation';

function findBucket(bucketing: Bucketing, context: EvaluationContext): Bucket | undefined {
  const key = bucketing.key(context);
  if (key === undefined) return undefined;
  const hash = bucketing.hash(key) >>> 0;
  return { key, seed: bucketing.seed, hash, percent: (hash / HASHES) * 100 };
}

function place({ key, seed, percent }: Bucket): string {
  // Cut, not rounded: 24.99996 % must not read as 25 %.
  return `"${key}" with seed "${seed}" is at ${(Math.floor(percent * 1e4) / 1e4).toFixed(4)} %`;
}
