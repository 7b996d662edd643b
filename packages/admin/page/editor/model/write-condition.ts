import type { Condition, JsonValue } from '@halyard/core';
import type { ConditionNode, GroupNode } from './condition-node.js';
import { isOperators } from './operator-inputs.js';

/** The shortest condition for a group of nodes. An unchanged group keeps its original condition. */
export function writeCondition(group: GroupNode): Condition {
  if (group.written !== undefined) return group.written;
  const members = group.members.filter(saysSomething);
  switch (group.join) {
    case 'all':
      return together(members);
    case 'any':
      return { $or: members.map(alone) };
    case 'none':
      return { $nor: members.map(alone) };
    default:
      return { $not: together(members) };
  }
}

/** An added group that is still empty is left out: `$not` of an empty group would match no one. */
function saysSomething(node: ConditionNode): boolean {
  return node.kind !== 'group' || node.written !== undefined || node.members.some(saysSomething);
}

/** A member as a separate condition. */
function alone(node: ConditionNode): Condition {
  switch (node.kind) {
    case 'group':
      return writeCondition(node);
    case 'segment':
      return { $segment: node.name };
    case 'share':
      return { $rollout: node.share as JsonValue };
    case 'schedule':
      return { $schedule: node.schedule as JsonValue };
    case 'json':
      return node.condition;
    default: {
      const { attribute, operator, operand } = node;
      return { [attribute]: operator === '' ? operand : { [operator]: operand } };
    }
  }
}

/** One condition that holds if all members hold. A member whose key is taken goes under `$and`. */
function together(members: readonly ConditionNode[]): Condition {
  const merged = new Map<string, JsonValue>();
  const crowded: Condition[] = [];
  for (const member of members) {
    for (const [key, operand] of Object.entries(alone(inner(member)))) {
      const other = merged.get(key);
      if (other === undefined) merged.set(key, operand);
      else {
        const joined = key.startsWith('$') ? undefined : joinedOperators(other, operand);
        if (joined === undefined) crowded.push({ [key]: operand });
        else merged.set(key, joined);
      }
    }
  }
  if (crowded.length > 0) {
    merged.set('$and', [...((merged.get('$and') as readonly JsonValue[] | undefined) ?? []), ...crowded]);
  }
  return Object.fromEntries(merged);
}

/** An `$and` group inside another `$and` group stays a visible group. */
function inner(node: ConditionNode): ConditionNode {
  if (node.kind !== 'group' || node.join !== 'all' || node.written !== undefined) return node;
  const members = node.members.filter(saysSomething);
  return { kind: 'json', id: node.id, condition: { $and: members.map(alone) } };
}

/** The operators of both, or `undefined` if both have the same operator. */
function joinedOperators(a: JsonValue, b: JsonValue): Condition | undefined {
  if (!isOperators(a) || !isOperators(b)) return undefined;
  return Object.keys(b).some((key) => Object.hasOwn(a, key)) ? undefined : { ...a, ...b };
}
