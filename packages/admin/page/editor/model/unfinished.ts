import type { ConditionNode } from './condition-node.js';
import type { FlagForm } from './flag-form.js';

/** What somebody began and the server could not know is unfinished, as a sentence; `undefined` when there is nothing. */
export function unfinished({ ruled, rules }: FlagForm): string | undefined {
  if (!ruled) return undefined;
  const index = rules.findIndex(({ when }) => when.written === undefined && when.members.some(isUnnamed));
  return index === -1 ? undefined : `Rule ${index + 1}: a condition has no attribute or segment yet`;
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
