import type { Condition, FlagDefinition, Rule } from '@halyard/core';

/** Whether the definition by itself gives every context the same answer at any one time. */
export function isStaticDefinition(definition: FlagDefinition): boolean {
  if ((definition.requires ?? []).length > 0) return false;
  return reachableRules(definition).every(
    (rule) =>
      (rule.requires ?? []).length === 0 &&
      !asksAnything(rule.when ?? {}) &&
      rule.users === undefined &&
      !isHashed(rule),
  );
}

/** Whether a condition asks an attribute, a segment or a share: `{"$and": []}` does not. */
function asksAnything(condition: Condition): boolean {
  return Object.entries(condition).some(([key, operand]) => {
    if (key === '$schedule') return false;
    if (key === '$not') return asksAnything(operand as Condition);
    return key === '$and' || key === '$or' || key === '$nor'
      ? (operand as Condition[]).some(asksAnything)
      : true;
  });
}

/** The rules up to the first that always matches, without those that never match. */
export function reachableRules(definition: FlagDefinition): Rule[] {
  const reachable: Rule[] = [];
  for (const rule of definition.rules ?? []) {
    if (matchesNoOne(rule)) continue;
    reachable.push(rule);
    const always =
      rule.schedule === undefined &&
      (rule.requires ?? []).length === 0 &&
      rule.users === undefined &&
      Object.keys(rule.when ?? {}).length === 0 &&
      !isHashed(rule);
    if (always) break;
  }
  return reachable;
}

/** Whether a rule matches no one at any time. */
export function matchesNoOne(rule: Rule): boolean {
  const [low, high] = shareBounds(rule);
  return (low === 0 && high === 0) || rule.users?.length === 0;
}

function isHashed(rule: Rule): boolean {
  const [low, high] = shareBounds(rule);
  const variants = Object.values(rule.split ?? {}).filter((weight) => weight > 0).length;
  return low < 100 || high < 100 || variants > 1;
}

function shareBounds({ rollout = 100 }: Rule): [number, number] {
  if (typeof rollout === 'number') return [rollout, rollout];
  return rollout.percent === undefined ? [rollout.from!, rollout.to!] : [rollout.percent, rollout.percent];
}

/** The stored names of the segments in a condition. */
export function segmentsIn(condition: unknown): string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) =>
    key === '$segment' && typeof value === 'string' ? [`$segment.${value}`] : segmentsIn(value),
  );
}
