import type { JsonValue, Rollout, Rule } from '@halyard/core';
import { withSeeds } from './explicit-seeds.js';
import { fractionalOf, guardsOf, rolloutSeed, shareOf, splitSeed } from './to-fractional.js';
import { timesOf } from './to-clock.js';
import { logicOf } from './to-logic.js';
import { UntranslatableError } from '../untranslatable-error.js';

/** Translates the rules of a flag into `targeting`; `undefined` if it has no rules. Throws {@link UntranslatableError}. */
export function targetingOf(
  name: string,
  rules: readonly Rule[],
  nameOf: (served: JsonValue) => string,
): JsonValue | undefined {
  if (rules.length === 0) return undefined;
  const branches: JsonValue[] = [];
  for (const [i, rule] of rules.entries()) {
    if (matchesNoOne(rule)) continue;
    const path = `rules[${i}]`;
    const asked = partsOf(path, rule, name);
    const served = servedBy(path, rule, nameOf);
    if (asked.length === 0) return branches.length === 0 ? served : { if: [...branches, served] };
    branches.push(asked.length === 1 ? asked[0]! : { and: asked }, served);
  }
  // For null, flagd serves the default. Its library does not compile an `if` without an else, and then reads other values.
  return branches.length === 0 ? undefined : { if: [...branches, null] };
}

function matchesNoOne({ users, rollout }: Rule): boolean {
  return users?.length === 0 || rollout === 0 || (typeof rollout === 'object' && rollout.percent === 0);
}

function partsOf(path: string, rule: Rule, name: string): JsonValue[] {
  const { when, users, rollout, schedule, requires = [] } = rule;
  if (requires.length > 0)
    throw new UntranslatableError(`${path}.requires`, 'flagd does not support required flags');
  refuseRandom(path, rule);
  const condition = when === undefined ? {} : withSeeds(when, name);
  return [
    ...(schedule === undefined ? [] : timesOf(`${path}.schedule`, schedule)),
    ...(users === undefined ? [] : [{ in: [{ var: 'targetingKey' }, users] }]),
    ...(Object.keys(condition).length === 0 ? [] : [logicOf(`${path}.when`, condition)]),
    ...(rollout === undefined ? [] : rolloutOf(path, rule, rollout)),
    ...(weightedVariants(rule).length > 1 ? guardsOf(path, rule) : []),
  ];
}

function servedBy(path: string, rule: Rule, nameOf: (served: JsonValue) => string): JsonValue {
  const { serve = true, split } = rule;
  if (split === undefined) return nameOf(serve);
  const [only, ...others] = weightedVariants(rule);
  if (others.length === 0) return nameOf(only!);
  const buckets = Object.keys(split)
    .toSorted()
    .map((variant) => [nameOf(variant), split[variant]!] as const);
  return fractionalOf(path, rule, splitSeed(rule), buckets);
}

/** The variants that a split can serve. A single one needs no key. */
function weightedVariants({ split = {} }: Rule): string[] {
  return Object.keys(split).filter((variant) => split[variant]! > 0);
}

function rolloutOf(path: string, rule: Rule, rollout: number | Rollout): JsonValue[] {
  const percent = typeof rollout === 'number' ? rollout : rollout.percent;
  if (percent === undefined) throw new UntranslatableError(`${path}.rollout`, 'flagd does not support ramps');
  return percent === 100 ? [] : shareOf(path, rule, rolloutSeed(rule), [0, percent]);
}

function refuseRandom(path: string, { sticky }: Rule): void {
  if (sticky === false)
    throw new UntranslatableError(`${path}.sticky`, 'flagd does not support random draws');
}
