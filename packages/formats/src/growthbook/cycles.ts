import type { JsonObject } from '../json-object.js';
import { parentConditionsOf, parentsOf, rulesIn } from './parents.js';

type Features = ReadonlyMap<string, JsonObject>;

/** The features that depend on themselves, or on a feature that does. */
export function cyclicFeatures(features: Features): ReadonlySet<string> {
  const parents = new Map([...features].map(([name, feature]) => [name, new Set(parentsOf(feature))]));
  const children = new Map<string, string[]>();
  for (const [name, above] of parents) {
    for (const parent of above) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  const cyclic = new Set(features.keys());
  const free = [...new Set([...parents.values()].flatMap((above) => [...above]))].filter(
    (name) => !features.has(name),
  );
  free.push(...[...parents].flatMap(([name, above]) => (above.size === 0 ? [name] : [])));
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    cyclic.delete(next);
    for (const child of children.get(next) ?? []) {
      const above = parents.get(child)!;
      above.delete(next);
      if (above.size === 0) free.push(child);
    }
  }
  return cyclic;
}

/**
 * True if the evaluation of a feature always comes back to a feature that is being evaluated, by the first prerequisite of
 * each first rule. GrowthBook's answer is then null.
 */
export function isAlwaysNull(name: string, features: Features): boolean {
  const chain = new Set<string>();
  for (let next: string | undefined = name; next !== undefined; next = firstParent(next, features)) {
    if (chain.has(next)) return true;
    chain.add(next);
  }
  return false;
}

function firstParent(name: string, features: Features): string | undefined {
  const [rule] = rulesIn(features.get(name) ?? {});
  return rule === undefined ? undefined : parentConditionsOf(rule)[0]?.flag;
}
