import type { Condition, FlagDefinition, Rule } from '@halyard/core';

/** Whether the definition by itself can give but one answer at a time, whoever asks. */
export function isStaticDefinition(definition: FlagDefinition): boolean {
  if ((definition.requires ?? []).length > 0) return false;
  return reachableRules(definition).every(
    (rule) => !asksAnything(rule.when ?? {}) && rule.users === undefined && !isHashed(rule),
  );
}

/** Whether a condition reads an attribute or a segment: `{"$and": []}` does not. */
function asksAnything(condition: Condition): boolean {
  return Object.entries(condition).some(([key, operand]) => {
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
    const [low, high] = shareBounds(rule);
    if ((low === 0 && high === 0) || rule.users?.length === 0) continue;
    reachable.push(rule);
    const always =
      rule.schedule === undefined &&
      rule.users === undefined &&
      Object.keys(rule.when ?? {}).length === 0 &&
      !isHashed(rule);
    if (always) break;
  }
  return reachable;
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
