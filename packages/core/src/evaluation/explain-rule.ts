import type { Rule, Schedule } from '../flag/definition.js';
import type { FlagScope } from '../flag/flag.js';
import { Bucketing, HASHES } from './bucketing.js';
import { explainCondition } from './explain-condition.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import type { Bucket, ExplainedPart } from './explanation.js';
import { Share, threshold } from './rollout.js';
import { CompiledSchedule } from './schedule.js';
import { slot } from './split.js';
import { targetingKey } from './targeting-key.js';

/** What a rule is tried against. */
export interface Trial {
  readonly flag: string;
  readonly context: EvaluationContext;
  readonly flags: FlagScope;
  readonly now: number;
  /** The answer if this rule served. */
  readonly answer: Outcome | undefined;
}

/** Explains each part of a rule, with the compiled parts that decide. */
export function explainRule(rule: Rule, trial: Trial): readonly ExplainedPart[] {
  const { schedule, when, users, rollout = 100, split } = rule;
  const { flag, context, flags, now } = trial;
  const parts: ExplainedPart[] = [];
  if (schedule !== undefined) parts.push(explainSchedule(schedule, now));
  if (when !== undefined) {
    const inner = explainCondition(flag, when, context, flags, now);
    const held = inner.every((part) => part.held);
    parts.push({
      part: 'when',
      held,
      why: held ? 'the condition holds' : 'the condition does not hold',
      parts: inner,
    });
  }
  if (users !== undefined) parts.push(explainUsers(users, context));
  const bucketing = new Bucketing(flag, rollout);
  if (rule.rollout !== undefined) parts.push(explainRollout(new Share(rollout).at(now), bucketing, trial));
  if (split !== undefined) parts.push(explainSplit(split, bucketing, trial));
  return parts;
}

function explainSchedule(schedule: Schedule, now: number): ExplainedPart {
  const compiled = new CompiledSchedule(schedule);
  const { from, until, days, between } = schedule;
  const held = compiled.holds(now);
  const why =
    now < compiled.from
      ? `starts at ${from}`
      : now >= compiled.until
        ? `ended at ${until}`
        : `it is ${compiled.localTime(now)}, ${held ? 'within' : 'outside'} ${hours(days, between)}`;
  return { part: 'schedule', held, why };
}

function hours(days: Schedule['days'], between: Schedule['between']): string {
  const parts = [days?.join(', '), between?.join(' to ')].filter((part) => part !== undefined);
  return parts.length === 0 ? 'the dates' : parts.join(', ');
}

function explainUsers(users: readonly string[], context: EvaluationContext): ExplainedPart {
  const key = targetingKey(context);
  if (key === undefined) return { part: 'users', held: false, why: NO_KEY('targetingKey') };
  const held = users.includes(key);
  const list = users.length === 1 ? 'the 1 user listed' : `the ${users.length} users listed`;
  return { part: 'users', held, why: `"${key}" is ${held ? 'among' : 'not among'} ${list}` };
}

function explainRollout(share: number, bucketing: Bucketing, { context, answer }: Trial): ExplainedPart {
  const part = 'rollout';
  if (share >= 100) return { part, held: true, why: 'a share of 100 % takes everyone' };
  if (share <= 0) return { part, held: false, why: 'a share of 0 % takes nobody' };
  if (!bucketing.sticky) {
    const held = answer !== undefined;
    return { part, held, why: `a new draw at every evaluation, ${held ? 'in' : 'not in'} for ${share} %` };
  }
  const bucket = findBucket(bucketing, context);
  if (bucket === undefined) return { part, held: false, why: NO_KEY(bucketing.by) };
  const held = bucket.hash < threshold(share);
  return { part, held, why: `${place(bucket)}, ${held ? 'below' : 'not below'} ${share} %`, bucket };
}

function explainSplit(
  split: NonNullable<Rule['split']>,
  bucketing: Bucketing,
  { context, answer }: Trial,
): ExplainedPart {
  const part = 'split';
  const given = answer === undefined ? '' : `, gives ${answer.variant}`;
  if (Object.values(split).filter((weight) => weight > 0).length === 1) {
    return { part, held: true, why: `only one variant weighs anything${given}` };
  }
  if (!bucketing.sticky) return { part, held: true, why: `a new draw at every evaluation${given}` };
  const bucket = findBucket(bucketing, context);
  if (bucket === undefined) return { part, held: false, why: NO_KEY(bucketing.by) };
  const total = Object.values(split).reduce((sum, weight) => sum + weight, 0);
  return {
    part,
    held: true,
    why: `${place(bucket)}, slot ${slot(bucket.hash, total)} of ${total}${given}`,
    bucket,
  };
}

function findBucket(bucketing: Bucketing, context: EvaluationContext): Bucket | undefined {
  const key = bucketing.key(context);
  if (key === undefined) return undefined;
  const hash = bucketing.hash(key) >>> 0;
  return { key, seed: bucketing.seed, hash, percent: (hash / HASHES) * 100 };
}

function place({ key, seed, percent }: Bucket): string {
  return `"${key}" with seed "${seed}" is at ${percent.toFixed(4)} %`;
}

const NO_KEY = (attribute: string): string => `the context has no ${attribute} to go by`;
