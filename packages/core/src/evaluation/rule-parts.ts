import type { Rule } from '../flag/definition.js';
import { Bucketing } from './bucketing/bucketing.js';
import type { ConditionCompiler } from './conditions/condition.js';
import type { Predicate } from './conditions/predicate.js';
import { Share } from './bucketing/share.js';
import { CompiledSchedule } from './schedule/schedule.js';
import { onlyVariant } from './bucketing/split.js';

/** The parts of a rule, compiled (FLAGS.md section 4). A part that decides nothing is left out. */
export class RuleParts {
  readonly rule: Rule;
  readonly index: number;
  readonly schedule: CompiledSchedule | undefined;
  /** The targeting keys that are let in. */
  readonly users: ReadonlySet<string> | undefined;
  readonly when: Predicate | undefined;
  /** The rollout's share; absent at a fixed 100 percent. */
  readonly share: Share | undefined;
  /** The weights of a split that has several variants to give. */
  readonly split: Rule['split'];
  /** The variant of a split that has but one. */
  readonly variant: string | undefined;
  /** What finds the hash; absent when nothing hangs on it. */
  readonly bucketing: Bucketing | undefined;

  constructor(flagName: string, rule: Rule, index: number, conditions: ConditionCompiler) {
    const { schedule, users, when, rollout = 100, split } = rule;
    const share = new Share(rollout);
    this.rule = rule;
    this.index = index;
    this.schedule = schedule && new CompiledSchedule(schedule);
    this.users = users && new Set(users);
    this.when = when && Object.keys(when).length > 0 ? conditions.condition(when) : undefined;
    this.share = share.fixed === 100 ? undefined : share;
    this.variant = split && onlyVariant(split);
    this.split = this.variant === undefined ? split : undefined;
    this.bucketing = this.share || this.split ? new Bucketing(flagName, rollout) : undefined;
  }

  /** True when the rule matches everyone, always. */
  get isOpen(): boolean {
    return !this.schedule && !this.users && !this.when && !this.bucketing;
  }

  /** True when the rule's outcome is drawn anew at every evaluation. */
  get isRandom(): boolean {
    return this.bucketing?.sticky === false;
  }

  /** True when the rule reads the context, conditions aside. */
  get readsKey(): boolean {
    return this.users !== undefined || this.bucketing?.sticky === true;
  }

  get readsClock(): boolean {
    return this.schedule !== undefined || (this.share !== undefined && this.share.fixed === undefined);
  }
}

/** Whether a rule can't match anyone, ever: it lists no users, or its share is 0 percent. */
export function isClosed(rule: Rule): boolean {
  return rule.users?.length === 0 || (rule.rollout !== undefined && new Share(rule.rollout).fixed === 0);
}
