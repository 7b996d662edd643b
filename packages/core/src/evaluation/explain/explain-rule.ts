import type { Rule } from '../../flag/definition.js';
import { targetingKey } from '../bucketing/targeting-key.js';
import type { EvaluationContext } from '../evaluation.js';
import type { ExplainedPart, ExplainedRequirement } from '../explanation.js';
import { explainRollout, explainSplit } from './explain-bucketing.js';
import { explainCondition } from './explain-condition.js';
import { explainRequirements, wantedOf } from './explain-requirements.js';
import { explainSchedule } from './explain-schedule.js';
import { noKey, type Trial } from './trial.js';

/** Explains each part of a rule, with the compiled parts that decide. */
export function explainRule(rule: Rule, trial: Trial): readonly ExplainedPart[] {
  const { schedule, requires, when, users, rollout, split } = rule;
  const parts: ExplainedPart[] = [];
  if (schedule !== undefined) parts.push(explainSchedule('schedule', schedule, trial.now));
  if (requires !== undefined) parts.push(...explainRequirements(rule, trial).map(requirementPart));
  if (when !== undefined) parts.push(explainCondition('when', when, trial));
  if (users !== undefined) parts.push(explainUsers(users, trial.context));
  if (rollout !== undefined) parts.push(explainRollout(rule, trial));
  if (split !== undefined) parts.push(explainSplit(rule, trial));
  return parts;
}

function requirementPart(requirement: ExplainedRequirement): ExplainedPart {
  const { flag, held, why } = requirement;
  return { part: `requires ${flag}${wantedOf(requirement)}`, held, why };
}

function explainUsers(users: readonly string[], context: EvaluationContext): ExplainedPart {
  const key = targetingKey(context);
  if (key === undefined) return { part: 'users', held: false, why: noKey('targetingKey') };
  const held = users.includes(key);
  const list = users.length === 1 ? 'the 1 user listed' : `the ${users.length} users listed`;
  return { part: 'users', held, why: `"${key}" is ${held ? 'among' : 'not among'} ${list}` };
}
