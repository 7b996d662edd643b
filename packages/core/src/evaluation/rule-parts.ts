import type { Rule } from '../flag/definition.js';
import { Bucketing } from './bucketing.js';
import type { ConditionCompiler } from './condition.js';
import type { Predicate } from './predicate.js';
import { Share } from './rollout.js';
import { CompiledSchedule } from './schedule.js';
import { onlyVariant } from './split.js';

/** The parts of a rule, compiled (FLAGS.md section 4). A part that decides nothing is left out. */
export class RuleParts {
  readonly schedule: CompiledSchedule | undefined;
  /** The targeting keys that are let in. */
  readonly users: ReadonlySet<string> | undefined;
  readonly when: Predicate | undefined;
  /** The rollout's share; absent at a fixed 100 percent. */
  readonly share: Share | undefined;
  /** True when a split has several variants to give. */
  readonly splits: boolean;
  /** What finds the hash; absent when nothing hangs on it. */
  readonly bucketing: Bucketing | undefined;

  constructor(flagName: string, rule: Rule, conditions: ConditionCompiler) {
    const { schedule, users, when = {}, rollout = 100, split } = rule;
    const share = new Share(rollout);
    this.schedule = schedule && new CompiledSchedule(schedule);
    this.users = users && new Set(users);
    this.when = Object.keys(when).length === 0 ? undefined : conditions.condition(when);
    this.share = share.fixed === 100 ? undefined : share;
    this.splits = split !== undefined && onlyVariant(split) === undefined;
    this.bucketing = this.share !== undefined || this.splits ? new Bucketing(flagName, rollout) : undefined;
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
  return rule.users?.length === 0 || new Share(rule.rollout ?? 100).fixed === 0;
}
