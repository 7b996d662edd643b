import type { Requirement } from '../flag/definition.js';
import type { FlagScope } from './flag.js';
import type { Bucketing } from './bucketing/bucketing.js';
import type { Share } from './bucketing/share.js';
import { Split } from './bucketing/split.js';
import { targetingKey } from './bucketing/targeting-key.js';
import type { Predicate } from './conditions/predicate.js';
import { tryCondition } from './conditions/segment.js';
import type { EvaluationContext, Outcome, Reason } from './evaluation.js';
import type { OutcomeMaker } from './outcome.js';
import { areMet } from './requirement.js';
import type { RuleParts } from './rule-parts.js';
import type { CompiledSchedule } from './schedule/schedule.js';

/** A rule with its answers, made beforehand so that deciding allocates nothing. */
export class CompiledRule {
  readonly #flag: string;
  readonly #schedule: CompiledSchedule | undefined;
  readonly #requirements: readonly Requirement[] | undefined;
  readonly #when: Predicate | undefined;
  readonly #users: ReadonlySet<string> | undefined;
  readonly #sticky: boolean;
  readonly #rollout: Bucketing | undefined;
  readonly #ramp: Share | undefined;
  /** The slots below it are in; a ramp has its own for every moment. */
  readonly #limit: number;
  readonly #splitting: Bucketing | undefined;
  readonly #split: Split | undefined;
  /** The answer when a rollout decides, and that when no slot is asked for. A split has its own. */
  readonly #hashed: Outcome | undefined;
  readonly #unhashed: Outcome | undefined;

  /** `reason` is that of a match which no hash decided. */
  constructor(flag: string, parts: RuleParts, make: OutcomeMaker, reason: Reason, usesSegments: boolean) {
    const { index, share, split, variant, rolloutBucketing } = parts;
    const { name, serve = true, sticky = true } = parts.rule;
    const reference = Object.freeze(name === undefined ? { index } : { index, name });
    const serving = (why: Reason): Outcome =>
      variant === undefined ? make.served(serve, why, reference) : make.variant(variant, why, reference);
    this.#flag = flag;
    this.#schedule = parts.schedule;
    this.#requirements = parts.requirements.length > 0 ? parts.requirements : undefined;
    // Only segments can leave a condition without an answer.
    this.#when = parts.when && usesSegments ? withoutDoubt(parts.when) : parts.when;
    this.#users = parts.users;
    this.#sticky = sticky;
    this.#rollout = rolloutBucketing;
    this.#ramp = share?.fixed === undefined ? share : undefined;
    this.#limit = rolloutBucketing?.limit(share?.fixed ?? 100) ?? 0;
    this.#splitting = parts.splitBucketing;
    this.#split = split && new Split(split, (each) => make.variant(each, 'SPLIT', reference));
    this.#unhashed = split === undefined ? serving(reason) : undefined;
    this.#hashed = split === undefined && share !== undefined ? serving('SPLIT') : undefined;
  }

  /** All answers that the rule can give. */
  get outcomes(): readonly Outcome[] {
    return this.#split?.outcomes ?? [this.#unhashed!];
  }

  /** The answer if all parts hold, else `undefined`. */
  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome | undefined {
    if (this.#schedule !== undefined && !this.#schedule.holds(now)) return undefined;
    const requirements = this.#requirements;
    if (requirements !== undefined && !areMet(this.#flag, requirements, context, flags, now))
      return undefined;
    if (this.#when !== undefined && !this.#when(context, flags, now)) return undefined;
    if (this.#users !== undefined) {
      const key = targetingKey(context);
      if (key === undefined || !this.#users.has(key)) return undefined;
    }
    if (this.#rollout !== undefined && !this.#isIn(this.#rollout, context, flags, now)) return undefined;
    if (this.#split === undefined) return this.#served(now);
    const slot = this.#slot(this.#splitting!, context, flags);
    return slot < 0 ? undefined : this.#split.choose(slot);
  }

  /** Whether the rollout lets the context in. */
  #isIn(rollout: Bucketing, context: EvaluationContext, flags: FlagScope, now: number): boolean {
    let limit = this.#limit;
    if (this.#ramp !== undefined) {
      const percent = this.#ramp.at(now);
      if (percent >= 100) return true;
      limit = rollout.limit(percent);
    }
    const slot = this.#slot(rollout, context, flags);
    // A clock that gives no number makes a limit that is none, and lets no one in.
    return slot >= 0 && slot < limit;
  }

  #slot(bucketing: Bucketing, context: EvaluationContext, flags: FlagScope): number {
    return this.#sticky ? bucketing.find(context) : Math.floor(flags.draw(bucketing) * bucketing.slots);
  }

  /** What a rule without a split serves. */
  #served(now: number): Outcome {
    if (this.#ramp !== undefined && this.#ramp.at(now) >= 100) return this.#unhashed!;
    return this.#hashed ?? this.#unhashed!;
  }
}

/** A condition that does not hold either while it depends on a segment without an answer. */
function withoutDoubt(when: Predicate): Predicate {
  return (context, flags, now) => tryCondition(when, context as EvaluationContext, flags, now) === true;
}
