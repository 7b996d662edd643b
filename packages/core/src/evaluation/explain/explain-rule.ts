import type { Rule, Schedule } from '../../flag/definition.js';
import { targetingKey } from '../bucketing/targeting-key.js';
import type { EvaluationContext } from '../evaluation.js';
import type { ExplainedPart } from '../explanation.js';
import { CompiledSchedule } from '../schedule/schedule.js';
import { explainRollout, explainSplit } from './explain-bucketing.js';
import { explainCondition } from './explain-condition.js';
import { noKey, type Trial } from './trial.js';

/** Explains each part of a rule, with the compiled parts that decide. */
export function explainRule(rule: Rule, trial: Trial): readonly ExplainedPart[] {
  const { schedule, when, users, rollout, split } = rule;
  const parts: ExplainedPart[] = [];
  if (schedule !== undefined) parts.push(explainSchedule(schedule, trial.now));
  if (when !== undefined) parts.push(explainCondition('when', when, trial));
  if (users !== undefined) parts.push(explainUsers(users, trial.context));
  if (rollout !== undefined) parts.push(explainRollout(rollout, trial));
  if (split !== undefined) parts.push(explainSplit(split, rollout ?? 100, trial));
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
  if (key === undefined) return { part: 'users', held: false, why: noKey('targetingKey') };
  const held = users.includes(key);
  const list = users.length === 1 ? 'the 1 user listed' : `the ${users.length} users listed`;
  return { part: 'users', held, why: `"${key}" is ${held ? 'among' : 'not among'} ${list}` };
}
