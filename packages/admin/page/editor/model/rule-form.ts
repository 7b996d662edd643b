import type { Rule } from '@halyard/core';
import { type GroupNode, newGroup } from './condition-node.js';
import { withKey } from './json-object.js';
import { newPartId } from './part-id.js';
import { readCondition } from './read-condition.js';
import { writeCondition } from './write-condition.js';

/** A rule in the form: its condition as nodes, everything else unchanged. */
export interface RuleForm {
  readonly id: number;
  readonly rule: Rule;
  readonly when: GroupNode;
}

/** The form for a rule. */
export function readRule(rule: Rule): RuleForm {
  const when = rule.when === undefined ? newGroup('all') : readCondition(rule.when);
  return { id: newPartId(), rule, when };
}

/** The rule of a form: the same object if nothing has changed. */
export function writeRule({ rule, when }: RuleForm): Rule {
  const condition =
    when.members.length === 0 && when.written === undefined ? undefined : writeCondition(when);
  if (condition === rule.when) return rule;
  if (condition === undefined || Object.keys(condition).length === 0) return withKey(rule, 'when', undefined);
  if (rule.when !== undefined) return { ...rule, when: condition };
  // A condition is easier to read before the other parts.
  const { name, ...rest } = rule;
  return { ...(name === undefined ? {} : { name }), when: condition, ...rest };
}
