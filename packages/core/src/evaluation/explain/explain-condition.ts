import type { Condition, JsonValue, RolloutRange, Schedule } from '../../flag/definition.js';
import { isSegmentName, SEGMENT_PREFIX } from '../../flag/name.js';
import { compilePath } from '../conditions/attribute.js';
import { ConditionCompiler } from '../conditions/condition.js';
import { tryCondition } from '../conditions/segment.js';
import { messageOf } from '../../base/errors.js';
import type { ExplainedPart } from '../explanation.js';
import { beginEvaluation } from '../follow-reference.js';
import { describe } from './describe.js';
import { explainShare } from './explain-bucketing.js';
import { explainSchedule } from './explain-schedule.js';
import type { Trial } from './trial.js';

/** Explains a condition key by key, each tried by the very test that decides. */
export function explainCondition(part: string, condition: Condition, trial: Trial): ExplainedPart {
  const parts = Object.entries(condition).map(([key, operand]) => explainKey(key, operand, trial));
  return { part, held: parts.every(({ held }) => held), why: 'all of it must hold', parts };
}

function explainKey(key: string, operand: JsonValue, trial: Trial): ExplainedPart {
  const { flag, context, flags, now } = trial;
  beginEvaluation();
  let held: boolean;
  try {
    const condition = new ConditionCompiler(flag).condition({ [key]: operand });
    held = tryCondition(condition, context, flags, now) === true;
  } catch (error) {
    // The answer did not depend on this part, else there would be none.
    return { part: key, held: false, why: `it can't be tried: ${messageOf(error)}` };
  }
  const join = JOINED.get(key);
  if (join !== undefined) {
    const conditions = operand as readonly Condition[];
    const parts = conditions.map((each, i) => explainCondition(String(i), each, trial));
    return { part: key, held, why: join, parts };
  }
  if (key === '$not') {
    return { ...explainCondition(key, operand as Condition, trial), held, why: 'this must not hold' };
  }
  if (key === '$segment') return explainSegment(operand as string, held, trial);
  if (key === '$schedule') return explainSchedule(key, operand as Schedule, now);
  if (key === '$rollout') return explainShare(operand as unknown as number | RolloutRange, held, trial);
  return { part: key, held, why: whyAttribute(key, operand, trial) };
}

const JOINED: ReadonlyMap<string, string> = new Map([
  ['$and', 'all of these must hold'],
  ['$or', 'one of these must hold'],
  ['$nor', 'none of these may hold'],
]);

/** Explains a segment with its own condition; those of the segments that it uses itself are left out. */
function explainSegment(name: string, held: boolean, trial: Trial): ExplainedPart {
  const part = '$segment';
  const stored = SEGMENT_PREFIX + name;
  const segment = trial.flags.get(stored);
  if (segment === undefined) {
    return { part, held, why: `there is no segment ${name}, so the rule does not match` };
  }
  const why = `is ${held ? '' : 'not '}in segment ${name}`;
  const condition = segment.definition.rules?.[0]?.when;
  if (condition === undefined || isSegmentName(trial.flag)) return { part, held, why };
  return { ...explainCondition(part, condition, { ...trial, flag: stored }), held, why };
}

function whyAttribute(path: string, wanted: JsonValue, { context }: Trial): string {
  return `${path} is ${describe(compilePath(path)(context))}, wanted ${describe(wanted)}`;
}
