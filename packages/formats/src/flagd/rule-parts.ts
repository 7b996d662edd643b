import type { Condition, JsonValue, Rule, RolloutRange, Schedule } from '@halyard/core';
import { all, ALWAYS, isAlways } from '../condition-algebra.js';
import { withDefined } from '../json-object.js';
import { attributeOf, operationOf } from './logic.js';
import { hasKey } from './key-guard.js';
import type { Scope } from './truth.js';
import { truthOf, withKeyOf } from './truth-of.js';

/** The parts of a rule that decide whom it matches. */
export type RuleParts = Pick<Rule, 'when' | 'users' | 'rollout' | 'by' | 'seed' | 'schedule'>;

/** Where a rule matches, and where flagd fails to find out. */
export interface PartsOfRule {
  readonly parts: RuleParts;
  readonly fails: Condition;
  /** The scope of what the rule serves. */
  readonly inside: Scope;
}

const ROLLOUT = ':rollout';

/** Translates a condition into the parts of a rule, as an operator would write them. */
export function partsOf(path: string, expression: JsonValue, scope: Scope): PartsOfRule {
  const operation = operationOf(expression);
  const isAnd = operation?.operator === 'and' && operation.operands.length > 0;
  const asked = isAnd ? operation.operands : [expression];
  let inside = scope;
  let parts: RuleParts = {};
  for (const [i, each] of asked.entries()) {
    const where = asked.length === 1 ? path : `${path}.and[${i}]`;
    const added = usersOf(each) ?? partsOfCondition(truthOf(where, each, inside).holds, scope.flag);
    parts = joined(parts, added, scope.flag);
    inside = withKeyOf(each, inside);
  }
  return { parts: withoutGuards(parts), fails: truthOf(path, expression, scope).fails, inside };
}

/** Both parts together. What a rule can have only once stays a condition. */
export function joined(first: RuleParts, second: RuleParts, flag: string): RuleParts {
  const { when: a = ALWAYS, users, schedule, ...share } = first;
  const { when: b = ALWAYS, users: otherUsers, schedule: otherSchedule, ...otherShare } = second;
  const conditions: Condition[] = [a, b];
  const usedTwice = users !== undefined && otherUsers !== undefined;
  if (usedTwice) conditions.push({ targetingKey: { $in: otherUsers } });
  const isShared = share.rollout !== undefined && otherShare.rollout !== undefined;
  if (isShared) conditions.push(shareCondition(otherShare, flag));
  const times = { ...schedule, ...otherSchedule };
  const overlap = Object.keys({ ...schedule }).some((key) => Object.hasOwn(otherSchedule ?? {}, key));
  if (overlap) conditions.push({ $schedule: { ...otherSchedule } });
  const when = all(conditions);
  return {
    ...(isAlways(when) ? {} : { when }),
    ...withDefined({ users: users ?? otherUsers }),
    ...(Object.keys(times).length === 0 ? {} : { schedule: overlap ? schedule! : times }),
    ...(share.rollout === undefined ? otherShare : share),
  };
}

/** The same parts with the share moved into the condition, so that the rule can have another key. */
export function withoutShare({ rollout, by, seed, ...parts }: RuleParts, flag: string): RuleParts {
  if (rollout === undefined) return parts;
  return joined(parts, { when: shareCondition({ rollout, ...withDefined({ by, seed }) }, flag) }, flag);
}

/** Leaves out a test of a key that the bucketing of the rule makes too. */
export function withoutGuards<Parts extends RuleParts & Pick<Rule, 'split'>>(parts: Parts): Parts {
  const { when, rollout, split = {}, by = 'targetingKey' } = parts;
  const needsKey = rollout !== undefined || Object.values(split).filter((weight) => weight > 0).length > 1;
  if (when === undefined || !needsKey) return parts;
  const guards = new Set([by].flat().map((path) => JSON.stringify(hasKey(path))));
  const conditions = (Array.isArray(when['$and']) ? when['$and'] : [when]) as readonly Condition[];
  const { when: _, ...others } = parts;
  const kept = all(conditions.filter((condition) => !guards.has(JSON.stringify(condition))));
  return (isAlways(kept) ? others : { ...others, when: kept }) as Parts;
}

function shareCondition({ rollout, by, seed }: RuleParts, flag: string): Condition {
  return {
    $rollout: { range: [0, rollout as number], ...withDefined({ by }), seed: (seed ?? flag) + ROLLOUT },
  };
}

/** A list of users is a part of its own. */
function usersOf(expression: JsonValue): RuleParts | undefined {
  const operation = operationOf(expression);
  const [key, users] = operation?.operator === 'in' ? operation.operands : [];
  if (attributeOf(key) !== 'targetingKey' || !Array.isArray(users)) return undefined;
  return users.every((user) => typeof user === 'string') ? { users } : undefined;
}

/** A share with the hash of a rollout, and a schedule, are parts of their own. */
function partsOfCondition(condition: Condition, flag: string): RuleParts {
  const { $rollout: share, $schedule: schedule, ...others } = condition;
  if (Object.keys(others).length > 0) return { when: condition };
  if (schedule !== undefined && share === undefined) return { schedule: schedule as Schedule };
  if (share === undefined || schedule !== undefined) return isAlways(condition) ? {} : { when: condition };
  const { range, by, seed = '' } = share as unknown as RolloutRange;
  const [first, last] = range;
  // At 100 percent a rollout needs no key, but flagd does.
  if (first !== 0 || last === 100 || !seed.endsWith(ROLLOUT)) return { when: condition };
  const name = seed.slice(0, -ROLLOUT.length);
  return { rollout: last, ...withDefined({ by }), ...(name === flag ? {} : { seed: name }) };
}
