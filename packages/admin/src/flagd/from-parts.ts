import type { Condition, JsonValue, Rule } from '@halyard/core';
import { conditionOf } from './from-condition.js';
import { shareOf } from './from-fractional.js';
import { attributeOf, type Operation, operationOf } from './logic.js';
import { Untranslatable } from './untranslatable.js';

/** What a rule asks for. */
export type RuleParts = Pick<Rule, 'when' | 'users' | 'rollout' | 'schedule'>;

/** An expression in the place of a condition, as the parts of a rule. Throws {@link Untranslatable}. */
export function partsOf(path: string, expression: JsonValue): RuleParts {
  const operation = operationOf(expression);
  const asked = operation?.operator === 'and' ? operation.operands : [expression];
  const conditions: Condition[] = [];
  const parts: { -readonly [Part in keyof RuleParts]: RuleParts[Part] } = {};
  for (const [i, each] of asked.entries()) {
    const where = asked.length === 1 ? path : `${path}.and[${i}]`;
    const part = partOf(where, each);
    if (part === undefined) conditions.push(conditionOf(where, each));
    else if ('schedule' in part) parts.schedule = { ...parts.schedule, ...part.schedule };
    else if (Object.keys(part).some((key) => key in parts))
      throw new Untranslatable(where, 'asks twice for one thing');
    else Object.assign(parts, part);
  }
  const [first = {}, ...more] = conditions.filter((condition) => Object.keys(condition).length > 0);
  if (more.length > 0) parts.when = { $and: [first, ...more] };
  else if (Object.keys(first).length > 0) parts.when = first;
  return parts;
}

/** The part of a rule that is no condition: a list of users, a share of them, a time. */
function partOf(path: string, expression: JsonValue): RuleParts | undefined {
  const operation = operationOf(expression);
  if (operation === undefined) return undefined;
  const users = usersOf(operation);
  if (users !== undefined) return { users };
  const rollout = shareOf(path, operation);
  if (rollout !== undefined) return { rollout };
  const schedule = scheduleOf(operation);
  return schedule === undefined ? undefined : { schedule };
}

function usersOf({ operator, operands: [key, users] }: Operation): readonly string[] | undefined {
  if (operator !== 'in' || attributeOf(key) !== 'targetingKey' || !Array.isArray(users)) return undefined;
  return users.every((user) => typeof user === 'string') ? users : undefined;
}

/** `{">=": [{"var": "$flagd.timestamp"}, seconds]}` is the beginning of a schedule, `<` its end. */
function scheduleOf({ operator, operands: [clock, seconds] }: Operation): Rule['schedule'] {
  if (attributeOf(clock) !== '$flagd.timestamp' || !Number.isSafeInteger(seconds)) return undefined;
  const instant = new Date((seconds as number) * 1000);
  if (Number.isNaN(instant.getTime())) return undefined;
  if (operator === '>=') return { from: instant.toISOString() };
  return operator === '<' ? { until: instant.toISOString() } : undefined;
}
