import type { Condition, JsonValue } from '@halyard/core';
import { type ConditionNode, type GroupNode, type Join, newGroup } from './condition-node.js';
import { isObject } from './json-object.js';
import { isOperators, operator } from './operator-inputs.js';
import { newPartId } from './part-id.js';
import { readShare } from './rollout-range.js';

/** The maximum depth of nested groups in the form. Deeper groups are shown as JSON. */
const DEEPEST = 4;

const LISTS: ReadonlyMap<string, Join> = new Map([
  ['$and', 'all'],
  ['$or', 'any'],
  ['$nor', 'none'],
]);

/** The nodes of a condition. Writing them unchanged gives the same condition. */
export function readCondition(condition: Condition): GroupNode {
  const members = readMembers(condition, 1);
  const [only] = members;
  // A group whose only member is a group is that group.
  const group = members.length === 1 && only?.kind === 'group' ? only : newGroup('all', members);
  return { ...group, written: condition };
}

function readMembers(condition: Condition, depth: number): ConditionNode[] {
  return Object.entries(condition).flatMap(([key, operand]) => readEntry(key, operand, depth));
}

function readEntry(key: string, operand: JsonValue, depth: number): ConditionNode[] {
  const written = { [key]: operand };
  if (!key.startsWith('$')) return readAttribute(key, operand);
  if (key === '$segment' && typeof operand === 'string') {
    return [{ kind: 'segment', id: newPartId(), name: operand }];
  }
  const share = key === '$rollout' ? readShare(operand) : undefined;
  if (share !== undefined) return [{ kind: 'share', id: newPartId(), share }];
  if (key === '$schedule' && isObject(operand)) {
    return [{ kind: 'schedule', id: newPartId(), schedule: operand }];
  }
  if (depth < DEEPEST) {
    const join = LISTS.get(key);
    if (join !== undefined && Array.isArray(operand) && operand.every(isObject)) {
      return [
        {
          ...newGroup(
            join,
            operand.map((each) => readMember(each, depth + 1)),
          ),
          written,
        },
      ];
    }
    if (key === '$not' && isObject(operand)) {
      return [{ ...newGroup('not all', readMembers(operand, depth + 1)), written }];
    }
  }
  return [json(written)];
}

/** One member of a list: a group only if it has more than one condition. */
function readMember(condition: Condition, depth: number): ConditionNode {
  if (depth >= DEEPEST && Object.keys(condition).length !== 1) return json(condition);
  const members = readMembers(condition, depth);
  const [only] = members;
  return members.length === 1 && only !== undefined
    ? only
    : { ...newGroup('all', members), written: condition };
}

function readAttribute(attribute: string, operand: JsonValue): ConditionNode[] {
  if (!isOperators(operand)) {
    return [{ kind: 'test', id: newPartId(), attribute, operator: '', operand }];
  }
  const known = Object.keys(operand).every((key) => key !== '' && operator(key) !== undefined);
  if (!known) return [json({ [attribute]: operand })];
  return Object.entries(operand).map(([key, each]) => {
    return { kind: 'test', id: newPartId(), attribute, operator: key, operand: each };
  });
}

function json(condition: Condition): ConditionNode {
  return { kind: 'json', id: newPartId(), condition };
}
