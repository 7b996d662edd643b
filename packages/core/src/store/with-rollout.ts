import { HalyardError } from '../base/errors.js';
import type { Flag } from '../evaluation/flag.js';
import type { FlagDefinition, Rollout, Rule } from '../flag/definition.js';

/**
 * A flag's definition with another percentage. A missing flag, or one that is plainly on or off, is then on for that
 * percentage. In a flag with rules, the rule with a rollout changes; if all rules only list users, a rule is added after
 * them. Key and seed do not change, so that users keep their buckets. A disabled flag stays disabled. Throws
 * `INVALID_OPTION` if several rules could be meant; `rule` is the index of the rule, counted from 0.
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
    throw unclear(name, 'has a default but no rule: add a rule that serves a value');
  }
  return { ...rest, rules: [{ rollout }] };
}

/** The index of the rule to change; `undefined` if a rule must be added. */
function onlyRollout(name: string, rules: readonly Rule[]): number | undefined {
  const having = [...rules.keys()].filter((index) => rules[index]!.rollout !== undefined);
  if (having.length === 1) return having[0];
  if (having.length === 0 && rules.every((rule) => rule.users !== undefined && isOnlyUsers(rule)))
    return undefined;
  const found =
    having.length === 0 ? 'no rule with a rollout' : `several rules with a rollout (${having.join(', ')})`;
  throw unclear(name, `has ${found}: specify the rule, counted from 0`);
}

function isOnlyUsers({ when, schedule }: Rule): boolean {
  return when === undefined && schedule === undefined;
}

/** A rule for everyone that serves the same as this one, with the same buckets. */
function serveLike(rule: Rule): Rule {
  const { name: _, users: __, ...rest } = rule;
  return rest;
}

function unclear(name: string, why: string): HalyardError {
  return new HalyardError('INVALID_OPTION', `flag "${name}" ${why}`);
}
