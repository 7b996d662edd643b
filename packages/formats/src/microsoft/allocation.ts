import type { Condition } from '@halyard/core';
import { ALWAYS, isNever } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf, textsOf } from '../json-object.js';
import { inPercentile } from './percentile.js';

/** Contexts to which a variant is assigned. */
export interface Allocation {
  readonly variant: string;
  readonly when: Condition;
  /** The users, if it is about some. */
  readonly users?: readonly string[];
}

/** The allocations of a flag in their order: users, groups, percentiles. The first that matches assigns. */
export function allocationsOf(name: string, allocation: JsonObject): Allocation[] {
  const { user, group, percentile } = allocation;
  const seed = textOf(allocation['seed']) ?? `allocation\n${name}`;
  const entries = (list: JsonObject[string] | undefined): JsonObject[] => listOf(list).map(objectOf);
  const variantOf = (entry: JsonObject): string => textOf(entry['variant']) ?? '';
  const byUser = entries(user).flatMap((entry): Allocation[] => {
    const users = textsOf(entry['users']).filter((each) => each !== '');
    return users.length === 0 ? [] : [{ variant: variantOf(entry), when: ALWAYS, users }];
  });
  const byGroup = entries(group).flatMap((entry): Allocation[] => {
    const groups = textsOf(entry['groups']);
    return groups.length === 0 ? [] : [{ variant: variantOf(entry), when: { groups: { $in: groups } } }];
  });
  const byPercentile = entries(percentile).flatMap((entry, i): Allocation[] => {
    const when = inPercentile(`allocation.percentile[${i}]`, seed, [
      entry['from'] ?? null,
      entry['to'] ?? null,
    ]);
    return isNever(when) ? [] : [{ variant: variantOf(entry), when }];
  });
  return [...byUser, ...byGroup, ...byPercentile];
}
