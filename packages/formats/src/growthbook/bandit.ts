import type { Condition, JsonValue } from '@halyard/core';
import { ALWAYS, all, any, not } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf } from '../json-object.js';
import { conditionOf } from './condition.js';
import type { SavedGroups } from './saved-groups.js';

/** The contextual bandits of a payload by id. */
export type Bandits = ReadonlyMap<string, JsonValue>;

/** Contexts that an experiment shares out by the same weights. */
export interface Branch {
  readonly when: Condition;
  readonly weights: JsonValue | undefined;
}

/** Reads the contextual bandits of a payload. */
export function banditsOf(value: JsonValue | undefined): Bandits {
  return new Map(Object.entries(objectOf(value)));
}

/**
 * The branches of an experiment. A contextual bandit has one for each of its contexts, of which the first that matches
 * counts, and one with the weights of the rule for everyone else.
 */
export function branchesOf(rule: JsonObject, bandits: Bandits, groups: SavedGroups): Branch[] {
  const id = textOf(rule['contextualBanditRef']) ?? '';
  const contexts = listOf(objectOf(bandits.get(id))['contexts']).map(objectOf);
  const before: Condition[] = [];
  const branches = contexts.map(({ condition, weights }, i) => {
    const own = conditionOf(`contextualBandits.${id}.contexts[${i}]`, objectOf(condition), groups);
    const when = all([own, not(any(before))]);
    before.push(own);
    return { when, weights };
  });
  const others = before.length === 0 ? ALWAYS : not(any(before));
  return [...branches, { when: others, weights: rule['weights'] }];
}
