import type { JsonValue } from '../../flag/definition.js';

const JOINING: ReadonlySet<string> = new Set(['$and', '$or', '$nor']);

/** How many attributes and operators a condition has, nested ones counted. A list of values is looked up at once. */
export function conditionSize(condition: JsonValue): number {
  if (typeof condition !== 'object' || condition === null) return 0;
  return Object.entries<JsonValue>(condition).reduce((sum, [key, operand]) => {
    const joined: readonly JsonValue[] = Array.isArray(operand) && JOINING.has(key) ? operand : [];
    const inside = Array.isArray(operand) ? 0 : conditionSize(operand);
    return joined.reduce<number>((total, each) => total + conditionSize(each), sum + 1 + inside);
  }, 0);
}
