import type { Rule } from '@halyard/core';
import { type GroupNode, newGroup } from './condition-node.js';
import { withKey } from './json-object.js';
import { newPartId } from './part-id.js';
import { readCondition } from './read-condition.js';
import { writeCondition } from './write-condition.js';

/** A rule as the form holds it: its condition as nodes, all else as it is written. */
export interface RuleForm {
  readonly id: number;
  readonly rule: Rule;
  readonly when: GroupNode;
}

/** A rule, ready to be edited. */
export function readRule(rule: Rule): RuleForm {
  const when = rule.when === undefined ? newGroup('all') : readCondition(rule.when);
  return { id: newPartId(), rule, when };
}

/** The rule of a form: the same object while nothing was changed. */
export function writeRule({ rule, when }: RuleForm): Rule {
  const condition =
    when.members.length === 0 && when.written === undefined ? undefined : writeCondition(when);
  if (condition === rule.when) return rule;
  if (condition === undefined || Object.keys(condition).length === 0) return withKey(rule, 'when', undefined);
  if (rule.when !== undefined) return { ...rule, when: condition };
  // A condition reads best before the parts that narrow it down.
  const { name, ...rest } = rule;
  return { ...(name === undefined ? {} : { name }), when: condition, ...rest };
}
