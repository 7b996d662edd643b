import { capitalised } from '../../words/word-list.js';
import type { ConditionNode, GroupNode } from './condition-node.js';
import type { FlagForm } from './flag-form.js';
import { type RequiresEntry, spelledRequirement } from './requirement.js';
import type { RuleForm } from './rule-form.js';

/** The first incomplete part that the server would accept, as a sentence; `undefined` if there is none. */
export function unfinished({ definition, ruled, rules }: FlagForm): string | undefined {
  const gap = gapInRequires(definition.requires);
  if (gap !== undefined) return capitalised(gap);
  if (!ruled) return undefined;
  const gaps = rules.map(gapInRule);
  const index = gaps.findIndex((each) => each !== undefined);
  return index === -1 ? undefined : `Rule ${index + 1}: ${gaps[index]}`;
}

function gapInRule({ rule, when }: RuleForm): string | undefined {
  return gapInCondition(when) ?? gapInRequires(rule.requires);
}

/** Why a condition is incomplete, as a clause; `undefined` if it is not. */
export function gapInCondition({ written, members }: GroupNode): string | undefined {
  if (written !== undefined || !members.some(isUnnamed)) return undefined;
  return 'a condition has no attribute or segment yet';
}

function gapInRequires(requires: readonly RequiresEntry[] = []): string | undefined {
  const index = requires.findIndex((entry) => spelledRequirement(entry).variant === '');
  return index === -1 ? undefined : `required flag ${index + 1} has no variant yet`;
}

function isUnnamed(node: ConditionNode): boolean {
  switch (node.kind) {
    case 'test':
      return node.attribute === '';
    case 'segment':
      return node.name === '';
    case 'group':
      return node.written === undefined && node.members.some(isUnnamed);
    default:
      return false;
  }
}
