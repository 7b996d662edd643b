import { type Flag, type FlagDefinition, HalyardError, type Rollout, type Rule } from '@halyard/core';

/**
 * A flag's definition with another share of keys. A flag that is not there, or plainly on or off, is then on for that
 * share. Of a flag with rules, the one with a rollout changes; where all only list users, a rule is added behind them.
 * A percentage leaves key and seed as they are, so that nobody moves who need not. Switched off with its rules, a flag
 * stays off. Throws `INVALID_OPTION` when it is not clear which rule is meant; `rule` says which, counted from 0.
 */
export function withRollout(
  name: string,
  current: Flag | undefined,
  rollout: number | Rollout,
  rule?: number,
): FlagDefinition {
  const definition = current?.definition ?? {};
  const rules = definition.rules ?? [];
  if (rules.length === 0 && rule === undefined) return plain(name, definition, rollout);
  if (rule !== undefined && rule >= rules.length) {
    throw unclear(name, `has ${rules.length} rules, received rule ${rule}, counted from 0`);
  }
  const index = rule ?? onlyRollout(name, rules);
  const target = index === undefined ? serveLike(rules.at(-1)!) : rules[index]!;
  const changed = { ...target, rollout: moved(target.rollout, rollout) };
  return { ...definition, rules: index === undefined ? [...rules, changed] : rules.with(index, changed) };
}

function plain(name: string, definition: FlagDefinition, rollout: number | Rollout): FlagDefinition {
  if (definition.variants !== undefined || Object.hasOwn(definition, 'default')) {
    throw unclear(name, 'has no rule and a default of its own: give it a rule that says what to serve');
  }
  const { enabled: _, ...rest } = definition;
  return { ...rest, rules: [{ rollout }] };
}

/** The rule whose rollout is meant; `undefined` when one is to be added. */
function onlyRollout(name: string, rules: readonly Rule[]): number | undefined {
  const having = [...rules.keys()].filter((index) => rules[index]!.rollout !== undefined);
  if (having.length === 1) return having[0];
  if (having.length === 0 && rules.every((rule) => rule.users !== undefined && isOnlyUsers(rule)))
    return undefined;
  const found =
    having.length === 0 ? 'no rule with a rollout' : `several rules with a rollout (${having.join(', ')})`;
  throw unclear(name, `has ${found}: say which rule, counted from 0`);
}

function isOnlyUsers(rule: Rule): boolean {
  return Object.keys(rule).every((key) => ['name', 'users', 'serve', 'split'].includes(key));
}

/** A rule that serves what this one does, to everyone. */
function serveLike({ serve, split }: Rule): Rule {
  return { ...(serve === undefined ? {} : { serve }), ...(split === undefined ? {} : { split }) };
}

/** The new rollout with the old one's key and seed, when the new one is only a percentage. */
function moved(before: Rule['rollout'], rollout: number | Rollout): number | Rollout {
  if (typeof rollout === 'object' || typeof before !== 'object') return rollout;
  const { by, seed, sticky } = before;
  return {
    percent: rollout,
    ...(by === undefined ? {} : { by }),
    ...(seed === undefined ? {} : { seed }),
    ...(sticky === undefined ? {} : { sticky }),
  };
}

function unclear(name: string, why: string): HalyardError {
  return new HalyardError('INVALID_OPTION', `flag "${name}" ${why}`);
}
