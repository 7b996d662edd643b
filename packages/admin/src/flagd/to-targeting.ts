import type { JsonValue, Rollout, Rule, Schedule } from '@halyard/core';
import { logicOf } from './to-logic.js';
import { Untranslatable } from './untranslatable.js';

/** The `targeting` that serves what rules serve; `undefined` when there are none. Throws {@link Untranslatable}. */
export function targetingOf(
  rules: readonly Rule[],
  nameOf: (served: JsonValue) => string,
): JsonValue | undefined {
  if (rules.length === 0) return undefined;
  const branches: JsonValue[] = [];
  for (const [i, rule] of rules.entries()) {
    const path = `rules[${i}]`;
    const asked = partsOf(path, rule);
    const served = servedBy(path, rule, nameOf);
    if (asked.length === 0) return branches.length === 0 ? served : { if: [...branches, served] };
    branches.push(asked.length === 1 ? asked[0]! : { and: asked }, served);
  }
  // Without an else, flagd serves the default.
  return { if: branches };
}

function partsOf(path: string, { when, users, rollout, schedule, split }: Rule): JsonValue[] {
  const share = rollout === undefined ? [] : shareOf(`${path}.rollout`, rollout);
  return [
    ...(schedule === undefined ? [] : scheduleOf(`${path}.schedule`, schedule)),
    ...(users === undefined ? [] : [{ in: [{ var: 'targetingKey' }, users] }]),
    ...(when === undefined || Object.keys(when).length === 0 ? [] : [logicOf(`${path}.when`, when)]),
    ...(split === undefined ? [] : [present(keyOf(rollout))]),
    ...share,
  ];
}

function servedBy(
  path: string,
  { serve = true, split, rollout }: Rule,
  nameOf: (served: JsonValue) => string,
): JsonValue {
  if (split === undefined) return nameOf(serve);
  refuseRandom(`${path}.rollout`, rollout);
  const buckets = Object.keys(split)
    .sort()
    .map((variant) => [nameOf(variant), split[variant]!]);
  return { fractional: [bucketingOf(rollout), ...buckets] };
}

/** Whether a key is in the share. Where it has none, it is not. */
function shareOf(path: string, rollout: number | Rollout): JsonValue[] {
  refuseRandom(path, rollout);
  const percent = typeof rollout === 'number' ? rollout : rollout.percent;
  if (percent === undefined) throw new Untranslatable(path, 'flagd has no ramps');
  if (percent === 100) return [];
  const [weight, total] = weightOf(path, percent);
  const fractional = [bucketingOf(rollout), ['in', weight], ['out', total - weight]];
  return [present(keyOf(rollout)), { '==': [{ fractional }, 'in'] }];
}

/** A percentage as a whole weight of a whole total. */
function weightOf(path: string, percent: number): [weight: number, total: number] {
  for (let total = 100; total < 2 ** 31; total *= 10) {
    const weight = Math.round((percent * total) / 100);
    if ((weight * 100) / total === percent) return [weight, total];
  }
  throw new Untranslatable(path, `${percent} percent is no whole weight`);
}

function refuseRandom(path: string, rollout: number | Rollout | undefined): void {
  const isRandom = typeof rollout === 'object' && rollout.sticky === false;
  if (isRandom) throw new Untranslatable(path, 'flagd draws by key only, never anew');
}

function bucketingOf(rollout: number | Rollout | undefined): JsonValue {
  const { seed }: Rollout = typeof rollout === 'object' ? rollout : {};
  return { cat: [seed ?? { var: '$flagd.flagKey' }, { var: keyOf(rollout) }] };
}

function keyOf(rollout: number | Rollout | undefined): string {
  const by = (typeof rollout === 'object' ? rollout.by : undefined) ?? 'targetingKey';
  if (by.includes('.'))
    throw new Untranslatable('rollout.by', "a dot in an attribute's name means a path to flagd");
  return by;
}

function present(attribute: string): JsonValue {
  return { '!=': [{ var: attribute }, null] };
}

function scheduleOf(path: string, { from, until, days, between }: Schedule): JsonValue[] {
  if (days !== undefined || between !== undefined)
    throw new Untranslatable(path, 'flagd has no days and hours');
  const clock = { var: '$flagd.timestamp' };
  return [
    ...(from === undefined ? [] : [{ '>=': [clock, secondsOf(`${path}.from`, from)] }]),
    ...(until === undefined ? [] : [{ '<': [clock, secondsOf(`${path}.until`, until)] }]),
  ];
}

function secondsOf(path: string, instant: string): number {
  const seconds = Date.parse(instant) / 1000;
  if (!Number.isInteger(seconds)) throw new Untranslatable(path, 'flagd knows whole seconds only');
  return seconds;
}
