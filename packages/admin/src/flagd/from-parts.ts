import type { Condition, JsonValue, Rule } from '@halyard/core';
import { conditionOf } from './from-condition.js';
import { shareOf } from './from-fractional.js';
import { attributeOf, type Operation, operationOf } from './logic.js';
import { Untranslatable } from './untranslatable.js';

/** The parts of a rule that decide whom it matches. */
export type RuleParts = Pick<Rule, 'when' | 'users' | 'rollout' | 'by' | 'seed' | 'schedule'>;

const ROLLOUT = ':rollout';

/** Translates a condition of the flag `name` into the parts of a rule. Throws {@link Untranslatable}. */
export function partsOf(path: string, expression: JsonValue, name: string): RuleParts {
  const operation = operationOf(expression);
  const asked = operation?.operator === 'and' ? operation.operands : [expression];
  const conditions: Condition[] = [];
  const parts: { -readonly [Part in keyof RuleParts]: RuleParts[Part] } = {};
  for (const [i, each] of asked.entries()) {
    const where = asked.length === 1 ? path : `${path}.and[${i}]`;
    const part = partOf(where, each, name);
    // A second share becomes a normal condition.
    if (part === undefined || ('rollout' in part && 'rollout' in parts))
      conditions.push(conditionOf(where, each, name));
    else if ('schedule' in part) parts.schedule = { ...parts.schedule, ...part.schedule };
    else if ('users' in part && 'users' in parts) throw new Untranslatable(where, 'has two user lists');
    else Object.assign(parts, part);
  }
  const [first = {}, ...more] = conditions.filter((condition) => Object.keys(condition).length > 0);
  if (more.length > 0) parts.when = { $and: [first, ...more] };
  else if (Object.keys(first).length > 0) parts.when = first;
  return parts;
}

/** The same parts with the rollout moved into the condition. Then the rule can have another key. */
export function withoutRollout({ rollout, by, seed, ...parts }: RuleParts, name: string): RuleParts {
  if (rollout === undefined) return parts;
  const range = [0, rollout as number];
  const $rollout = { range, ...(by === undefined ? {} : { by }), seed: (seed ?? name) + ROLLOUT };
  const share: Condition = rollout === 0 ? { $not: {} } : { $rollout };
  return { ...parts, when: parts.when === undefined ? share : { $and: [parts.when, share] } };
}

/** A part of a rule other than its condition: a list of users, a share, or a schedule. */
function partOf(path: string, expression: JsonValue, name: string): RuleParts | undefined {
  const operation = operationOf(expression);
  if (operation === undefined) return undefined;
  const users = usersOf(operation);
  if (users !== undefined) return { users };
  const rollout = rolloutOf(path, operation, name);
  if (rollout !== undefined) return rollout;
  const schedule = scheduleOf(operation);
  return schedule === undefined ? undefined : { schedule };
}

/** A share with the hash of a rollout. At 100 percent a rollout needs no key, but flagd does. */
function rolloutOf(path: string, { operator, operands }: Operation, name: string): RuleParts | undefined {
  const share = operator === '==' ? shareOf(`${path}.==`, operands, name) : undefined;
  if (share === undefined || !share.seed.endsWith(ROLLOUT)) return undefined;
  const [first, last] = share.range;
  if (first !== 0 || last === 100) return undefined;
  const seed = share.seed.slice(0, -ROLLOUT.length);
  const { by } = share;
  return { rollout: last, ...(by === undefined ? {} : { by }), ...(seed === name ? {} : { seed }) };
}

function usersOf({ operator, operands: [key, users] }: Operation): readonly string[] | undefined {
  if (operator !== 'in' || attributeOf(key) !== 'targetingKey' || !Array.isArray(users)) return undefined;
  return users.every((user) => typeof user === 'string') ? users : undefined;
}

/** `{">=": [{"var": "$flagd.timestamp"}, seconds]}` is the start of a schedule, `<` its end. */
function scheduleOf({ operator, operands: [clock, seconds] }: Operation): Rule['schedule'] {
  if (attributeOf(clock) !== '$flagd.timestamp' || !Number.isSafeInteger(seconds)) return undefined;
  const instant = new Date((seconds as number) * 1000);
  if (Number.isNaN(instant.getTime())) return undefined;
  if (operator === '>=') return { from: instant.toISOString() };
  return operator === '<' ? { until: instant.toISOString() } : undefined;
}
