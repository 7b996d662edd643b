import type { FlagScope } from './flag.js';
import type { Bucketing } from './bucketing/bucketing.js';
import { type KeyNeed, usersNeed } from './bucketing/key-need.js';
import type { Share } from './bucketing/share.js';
import { Split } from './bucketing/split.js';
import { targetingKey } from './bucketing/targeting-key.js';
import { all } from './conditions/condition.js';
import type { Predicate } from './conditions/predicate.js';
import { tryCondition } from './conditions/segment.js';
import type { EvaluationContext, Outcome, Reason } from './evaluation.js';
import type { OutcomeMaker } from './outcome-maker.js';
import { areMet } from './requirement.js';
import type { RuleParts } from './rule-parts.js';

/** A rule with its answers, made beforehand so that deciding allocates nothing. */
export class CompiledRule {
  /** The schedule, the requirements and the condition. */
  readonly #when: Predicate | undefined;
  readonly #users: ReadonlySet<string | undefined> | undefined;
  readonly #usersNeed: KeyNeed | undefined;
  readonly #sticky: boolean;
  readonly #rollout: Bucketing | undefined;
  readonly #ramp: Share | undefined;
  /** The slots below it are in; a ramp has its own for every moment. */
  readonly #limit: number;
  readonly #splitting: Bucketing | undefined;
  readonly #split: Split | undefined;
  /** The answer, and that of a ramp which lets everyone in, so that no slot is asked for. A split has its own. */
  readonly #served: Outcome | undefined;
  readonly #unhashed: Outcome | undefined;

  /** `reason` is that of a match which no hash decided. */
  constructor(flag: string, parts: RuleParts, make: OutcomeMaker, reason: Reason, usesSegments: boolean) {
    const { index, share, split, variant, rolloutBucketing } = parts;
    const { name, serve = true, sticky = true } = parts.rule;
    const reference = Object.freeze(name === undefined ? { index } : { index, name });
    const serving = (why: Reason): Outcome =>
      variant === undefined ? make.served(serve, why, reference) : make.variant(variant, why, reference);
    this.#when = whenOf(flag, parts, usesSegments);
    this.#users = parts.users;
    this.#usersNeed = parts.users && usersNeed(flag);
    this.#sticky = sticky;
    this.#rollout = rolloutBucketing;
    this.#ramp = share?.fixed === undefined ? share : undefined;
    this.#limit = rolloutBucketing?.limit(share?.fixed ?? 100) ?? 0;
    this.#splitting = parts.splitBucketing;
    this.#split = split && new Split(split, (each) => make.variant(each, 'SPLIT', reference));
    this.#unhashed = split === undefined ? serving(reason) : undefined;
    this.#served = split === undefined && share !== undefined ? serving('SPLIT') : this.#unhashed;
  }

  /** All answers that the rule can give. */
  get outcomes(): readonly Outcome[] {
    return this.#split?.outcomes ?? [this.#unhashed!];
  }

  /** The answer if all parts hold, else `undefined`. */
  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome | undefined {
    if (this.#when !== undefined && !this.#when(context, flags, now)) return undefined;
    if (this.#users !== undefined) {
      const key = targetingKey(context);
      if (!this.#users.has(key)) {
        if (key === undefined) flags.keyless?.(this.#usersNeed!, context);
        return undefined;
      }
    }
    if (this.#rollout !== undefined && !this.#isIn(this.#rollout, context, flags, now)) return undefined;
    if (this.#split !== undefined) return this.#choose(this.#split, context, flags);
    return this.#ramp === undefined ? this.#served : this.#rampServed(this.#ramp, now);
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
    if (slot < 0) {
      flags.keyless?.(rollout, context);
      return false;
    }
    // A clock that gives no number makes a limit that is none, and lets no one in.
    return slot < limit;
  }

  #slot(bucketing: Bucketing, context: EvaluationContext, flags: FlagScope): number {
    return this.#sticky ? bucketing.find(context) : Math.floor(flags.draw(bucketing) * bucketing.slots);
  }

  #choose(split: Split, context: EvaluationContext, flags: FlagScope): Outcome | undefined {
    const slot = this.#slot(this.#splitting!, context, flags);
    if (slot >= 0) return split.choose(slot);
    flags.keyless?.(this.#splitting!, context);
    return undefined;
  }

  #rampServed(ramp: Share, now: number): Outcome | undefined {
    return ramp.at(now) >= 100 ? this.#unhashed : this.#served;
  }
}

/** What must hold before users and shares are looked at; `undefined` if nothing must. */
function whenOf(flag: string, parts: RuleParts, usesSegments: boolean): Predicate | undefined {
  const { schedule, requirements, when } = parts;
  const tests: Predicate[] = [];
  if (schedule !== undefined) tests.push((_context, _flags, now) => schedule.holds(now));
  if (requirements.length > 0) {
    tests.push((context, flags, now) => areMet(flag, requirements, context as EvaluationContext, flags, now));
  }
  // Only segments can leave a condition without an answer.
  if (when !== undefined) tests.push(usesSegments ? withoutDoubt(when) : when);
  return tests.length === 0 ? undefined : all(tests);
}

/** A condition that does not hold either while it depends on a segment without an answer. */
function withoutDoubt(when: Predicate): Predicate {
  return (context, flags, now) => tryCondition(when, context as EvaluationContext, flags, now) === true;
}
