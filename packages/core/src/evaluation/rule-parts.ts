import type { Requirement, Rule } from '../flag/definition.js';
import { Bucketing, seedOf } from './bucketing/bucketing.js';
import { rolloutPart } from './bucketing/key-need.js';
import { Share } from './bucketing/share.js';
import { onlyVariant } from './bucketing/split.js';
import type { ConditionCompiler } from './conditions/condition.js';
import type { Predicate } from './conditions/predicate.js';
import { requirementsOf } from './requirement.js';
import { CompiledSchedule } from './schedule/schedule.js';

/** The parts of a rule, compiled (docs/flags.md, "Rules"). A part that decides nothing is left out. */
export class RuleParts {
  readonly rule: Rule;
  readonly index: number;
  readonly schedule: CompiledSchedule | undefined;
  /** The targeting keys that are let in. */
  readonly users: ReadonlySet<string> | undefined;
  readonly when: Predicate | undefined;
  /** What must hold of other flags. */
  readonly requirements: readonly Requirement[];
  /** The rollout's share; absent at a fixed 100 percent. */
  readonly share: Share | undefined;
  /** The weights of a split that has several variants to give. */
  readonly split: Rule['split'];
  /** The variant of a split that has but one. */
  readonly variant: string | undefined;
  /** What finds the slot of the rollout, and that of the split; absent where it decides nothing. */
  readonly rolloutBucketing: Bucketing | undefined;
  readonly splitBucketing: Bucketing | undefined;

  constructor(flagName: string, rule: Rule, index: number, conditions: ConditionCompiler) {
    const { schedule, users, when, rollout = 100, split } = rule;
    const share = new Share(rollout);
    this.rule = rule;
    this.index = index;
    this.schedule = schedule && new CompiledSchedule(schedule);
    this.users = users && new Set(users);
    this.when = when && Object.keys(when).length > 0 ? conditions.condition(when) : undefined;
    this.requirements = requirementsOf(rule);
    this.share = share.fixed === 100 ? undefined : share;
    this.variant = split && onlyVariant(split);
    this.split = this.variant === undefined ? split : undefined;
    this.rolloutBucketing = this.share && rolloutBucketing(flagName, rule);
    this.splitBucketing = this.split && splitBucketing(flagName, rule);
  }

  /** True when the rule matches everyone, always. */
  get isOpen(): boolean {
    const holdsAlways = !this.schedule && !this.users && !this.when && this.requirements.length === 0;
    return holdsAlways && !this.share && !this.split;
  }

  /** True when the rule's outcome is drawn anew at every evaluation. */
  get isRandom(): boolean {
    return this.#buckets && this.rule.sticky === false;
  }

  /** True when the rule reads the context, conditions aside. */
  get readsKey(): boolean {
    return this.users !== undefined || (this.#buckets && this.rule.sticky !== false);
  }

  get readsClock(): boolean {
    return this.schedule !== undefined || (this.share !== undefined && this.share.fixed === undefined);
  }

  get #buckets(): boolean {
    return this.share !== undefined || this.split !== undefined;
  }
}

/** What decides a rule's rollout. It goes by another seed than the split, so that the two are independent. */
export function rolloutBucketing(flagName: string, rule: Rule): Bucketing {
  return new Bucketing(flagName, rolloutPart(rule.rollout!), rule, seedOf(rule, flagName, ':rollout'));
}

/** What decides a rule's split. */
export function splitBucketing(flagName: string, rule: Rule): Bucketing {
  return new Bucketing(flagName, 'the split', rule, seedOf(rule, flagName, ''));
}

/** Whether a rule can't match anyone, ever: it lists no users, or its share is 0 percent. */
export function isClosed(rule: Rule): boolean {
  return rule.users?.length === 0 || (rule.rollout !== undefined && new Share(rule.rollout).fixed === 0);
}
