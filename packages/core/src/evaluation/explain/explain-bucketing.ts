import type { Rule, RolloutRange } from '../../flag/definition.js';
import type { Bucketing } from '../bucketing/bucketing.js';
import { RolloutShare } from '../bucketing/rollout-share.js';
import { Share } from '../bucketing/share.js';
import { onlyVariant, slot } from '../bucketing/split.js';
import type { EvaluationContext } from '../evaluation.js';
import type { Bucket, ExplainedPart } from '../explanation.js';
import { rolloutBucketing, splitBucketing } from '../rule-parts.js';
import { noKey, type Trial } from './trial.js';

/** Explains a rollout: the share of the moment, and on which side of it the key falls. */
export function explainRollout(rule: Rule, { flag, context, now, answer }: Trial): ExplainedPart {
  const part = 'rollout';
  const share = new Share(rule.rollout!).at(now);
  if (share >= 100) return { part, held: true, why: 'a share of 100 % takes everyone' };
  if (share <= 0) return { part, held: false, why: 'a share of 0 % takes no one' };
  if (rule.sticky === false) {
    const held = answer !== undefined;
    return { part, held, why: `${DRAWN}, ${held ? 'in' : 'not in'} for ${text(share)} %` };
  }
  const bucketing = rolloutBucketing(flag, rule);
  const bucket = findBucket(bucketing, context);
  if (bucket === undefined) return { part, held: false, why: noKey(bucketing.by) };
  const held = bucket.hash < bucketing.limit(share);
  return { part, held, why: `${place(bucket)}, ${held ? 'below' : 'not below'} ${text(share)} %`, bucket };
}

/** Explains a split: the slot that the key falls into, and whose it is. */
export function explainSplit(rule: Rule, { flag, context, answer }: Trial): ExplainedPart {
  const part = 'split';
  const split = rule.split!;
  const given = answer === undefined ? '' : `, serves ${answer.variant}`;
  if (onlyVariant(split) !== undefined) {
    return { part, held: true, why: `only one variant has a weight${given}` };
  }
  if (rule.sticky === false) return { part, held: true, why: `${DRAWN}${given}` };
  const bucketing = splitBucketing(flag, rule);
  const bucket = findBucket(bucketing, context);
  if (bucket === undefined) return { part, held: false, why: noKey(bucketing.by) };
  const total = Object.values(split).reduce((sum, weight) => sum + weight, 0);
  return {
    part,
    held: true,
    why: `${place(bucket)}, slot ${slot(bucket.hash, total)} of ${total}${given}`,
    bucket,
  };
}

/** Explains the condition `$rollout`: whether the key is within its range. */
export function explainShare(
  operand: number | RolloutRange,
  held: boolean,
  { flag, context }: Trial,
): ExplainedPart {
  const part = '$rollout';
  const share = new RolloutShare(flag, operand);
  const bucket = findBucket(share.bucketing, context);
  if (bucket === undefined) return { part, held, why: noKey(share.bucketing.by) };
  const range = `${text(share.first)} to ${text(share.last)} %`;
  return { part, held, why: `${place(bucket)}, ${held ? 'within' : 'outside'} ${range}`, bucket };
}

/** A share without the last digits that a ramp has. */
function text(share: number): string {
  return String(Number(share.toPrecision(12)));
}

const DRAWN = 'drawn anew for each request';

function findBucket(bucketing: Bucketing, context: EvaluationContext): Bucket | undefined {
  const key = bucketing.key(context);
  if (key === undefined) return undefined;
  const { seed, slots } = bucketing;
  const hash = bucketing.slot(key);
  return { key, seed, hash, slots, percent: (hash / slots) * 100 };
}

/** Where a key falls. One that is made of several attributes is shown with a plus between them. */
function place({ key, seed, percent }: Bucket): string {
  // Cut, not rounded: 24.99996 % must not read as 25 %.
  return `"${key.replaceAll('\u001F', ' + ')}" with seed "${seed}" is at ${(Math.floor(percent * 1e4) / 1e4).toFixed(4)} %`;
}
