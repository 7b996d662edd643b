import { type Flag, type FlagDefinition, HalyardError, type Rollout, type Rule } from '@halyard/core';

/**
 * A flag's definition with another share of keys. A flag that is not there, or plainly on or off, is then on for that
 * share. Of a flag with rules, the one with a rollout changes; where all only list users, a rule is added behind them.
 * Key and seed stay as they are, so that no one moves who need not. Switched off with its rules, a flag stays off. Throws
 * `INVALID_OPTION` when it is not clear which rule is meant; `rule` says which, counted from 0.
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
  const changed = { ...(index === undefined ? serveLike(rules.at(-1)!) : rules[index]!), rollout };
  return { ...definition, rules: index === undefined ? [...rules, changed] : rules.with(index, changed) };
}

function plain(name: string, definition: FlagDefinition, rollout: number | Rollout): FlagDefinition {
  const { enabled: _, default: fallback = false, ...rest } = definition;
  if (definition.variants !== undefined || typeof fallback !== 'boolean') {
    throw unclear(name, 'has no rule and a default of its own: give it a rule that says what to serve');
  }
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

function isOnlyUsers({ when, schedule }: Rule): boolean {
  return when === undefined && schedule === undefined;
}

/** A rule that serves what this one does, to everyone, and puts each key into the same bucket. */
function serveLike(rule: Rule): Rule {
  const { name: _, users: __, ...rest } = rule;
  return rest;
}

function unclear(name: string, why: string): HalyardError {
  return new HalyardError('INVALID_OPTION', `flag "${name}" ${why}`);
}
