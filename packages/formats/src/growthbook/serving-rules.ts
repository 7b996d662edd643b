import type { Condition, JsonValue, Rule } from '@halyard/core';
import { all, isAlways, isNever } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { type Bandits, branchesOf } from './bandit.js';
import { conditionOf } from './condition.js';
import { variationsOf } from './parents.js';
import type { SavedGroups } from './saved-groups.js';
import {
  bucketRanges,
  type Draw,
  filtersCondition,
  inRange,
  keysOf,
  namespaceCondition,
  pairOf,
  percentUpTo,
} from './shares.js';

/** What the rules of a payload refer to, apart from other features. */
export interface Shared {
  readonly groups: SavedGroups;
  readonly bandits: Bandits;
}

/** The rules that serve a value, apart from prerequisites. */
export function servingRules(path: string, name: string, rule: JsonObject, shared: Shared): Rule[] {
  const filters = filtersCondition(listOf(rule['filters']).map(objectOf));
  const condition =
    rule['condition'] === undefined
      ? {}
      : conditionOf(`${path}.condition`, objectOf(rule['condition']), shared.groups);
  const when = all([filters, condition]);
  if (isNever(when)) return [];
  if (Object.hasOwn(rule, 'force')) return forced(name, rule, when);
  return experiment({ path, name, rule, when }, shared);
}

function drawOf(rule: JsonObject, seed: string): Draw {
  return {
    seed: textOf(rule['seed']) || seed,
    attribute: textOf(rule['hashAttribute']) || 'id',
    version: Number(rule['hashVersion'] ?? 0) || 1,
  };
}

function forced(name: string, rule: JsonObject, when: Condition): Rule[] {
  const { force: serve = null, range, coverage } = rule;
  const draw = drawOf(rule, name);
  if (range !== undefined && range !== null) return ruleFor(all([when, inRange(draw, pairOf(range))]), serve);
  if (coverage === undefined) return ruleFor(when, serve);
  const keys = keysOf(draw);
  const percent = percentUpTo(draw, Number(coverage));
  if (keys === undefined || coverage === 0 || percent === 0) return [];
  if (percent === 100) return ruleFor(all([when, inRange(draw, [0, 2])]), serve);
  return ruleFor(when, serve).map((each) => ({ ...each, rollout: percent, ...keys }));
}

interface Experiment {
  readonly path: string;
  /** The feature. */
  readonly name: string;
  readonly rule: JsonObject;
  /** Who takes part, apart from the namespace. */
  readonly when: Condition;
}

function experiment({ path, name, rule, when }: Experiment, { groups, bandits }: Shared): Rule[] {
  const variations = variationsOf(rule);
  if (variations.length < 2) return [];
  const draw = drawOf(rule, textOf(rule['key']) || name);
  const inNamespace =
    rule['filters'] === undefined && Array.isArray(rule['namespace'])
      ? namespaceCondition(draw.attribute, listOf(rule['namespace']))
      : {};
  return branchesOf(rule, bandits, groups).flatMap((branch) => {
    const ranges = Array.isArray(rule['ranges'])
      ? listOf(rule['ranges']).map(pairOf)
      : bucketRanges(variations.length, Number(rule['coverage'] ?? 1), weightsIn(branch.weights));
    assertApart(`${path}.ranges`, ranges);
    return ranges.flatMap((range, i) => {
      const passesOn = objectOf(listOf(rule['meta'])[i])['passthrough'] === true;
      const serve = variations[i];
      if (passesOn || serve === undefined) return [];
      return ruleFor(all([inNamespace, when, branch.when, inRange(draw, range)]), serve);
    });
  });
}

function weightsIn(weights: JsonValue | undefined): number[] | undefined {
  return Array.isArray(weights) ? listOf(weights).map(Number) : undefined;
}

/** Of two ranges that have a number in common the first would win, which passing on would get wrong. */
function assertApart(path: string, ranges: readonly (readonly [number, number])[]): void {
  const sorted = ranges.toSorted(([a], [b]) => a - b);
  const overlap = sorted.some(([first], i) => i > 0 && first < sorted[i - 1]![1] - 1e-9);
  if (overlap) throw new UntranslatableError(path, 'must not overlap');
}

function ruleFor(when: Condition, serve: JsonValue): Rule[] {
  if (isNever(when)) return [];
  return [{ ...(isAlways(when) ? {} : { when }), serve }];
}
