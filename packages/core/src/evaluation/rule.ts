import type { FlagScope } from '../flag/flag.js';
import type { Bucketing } from './bucketing/bucketing.js';
import type { EvaluationContext, Outcome, Reason } from './evaluation.js';
import type { OutcomeMaker } from './outcome.js';
import type { Predicate } from './conditions/predicate.js';
import { threshold, type Share } from './bucketing/share.js';
import type { RuleParts } from './rule-parts.js';
import type { CompiledSchedule } from './schedule/schedule.js';
import { Split } from './bucketing/split.js';
import { targetingKey } from './bucketing/targeting-key.js';

/** A rule with its answers, made beforehand so that deciding allocates nothing. */
export class CompiledRule {
  readonly #schedule: CompiledSchedule | undefined;
  readonly #when: Predicate | undefined;
  readonly #users: ReadonlySet<string> | undefined;
  readonly #bucketing: Bucketing | undefined;
  readonly #ramp: Share | undefined;
  /** The hashes below it are in; a ramp has its own for every moment. */
  readonly #limit: number;
  readonly #split: Split | undefined;
  /** The answer when a rollout decides, and that when no hash is asked. A split has its own. */
  readonly #hashed: Outcome | undefined;
  readonly #unhashed: Outcome | undefined;

  /** `reason` is that of a match which no hash decided; only a rule that is `stored` is named in its answers. */
  constructor(parts: RuleParts, make: OutcomeMaker, reason: Reason, stored: boolean) {
    const { index, share, split, variant } = parts;
    const { name, serve = true } = parts.rule;
    const reference = stored ? Object.freeze(name === undefined ? { index } : { index, name }) : undefined;
    const serving = (why: Reason): Outcome =>
      variant === undefined ? make.served(serve, why, reference) : make.variant(variant, why, reference);
    this.#schedule = parts.schedule;
    this.#when = parts.when;
    this.#users = parts.users;
    this.#bucketing = parts.bucketing;
    this.#ramp = share?.fixed === undefined ? share : undefined;
    this.#limit = threshold(share?.fixed ?? 100);
    this.#split = split && new Split(split, (each) => make.variant(each, 'SPLIT', reference));
    this.#unhashed = split === undefined ? serving(reason) : undefined;
    this.#hashed = split === undefined && share !== undefined ? serving('SPLIT') : undefined;
  }

  /** The answer if all parts hold, else `undefined`. */
  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome | undefined {
    if (this.#schedule !== undefined && !this.#schedule.holds(now)) return undefined;
    if (this.#when !== undefined && !this.#when(context, flags, now)) return undefined;
    if (this.#users !== undefined) {
      const key = targetingKey(context);
      if (key === undefined || !this.#users.has(key)) return undefined;
    }
    return this.#bucketing === undefined ? this.#unhashed : this.#draw(this.#bucketing, context, now);
  }

  #draw(bucketing: Bucketing, context: EvaluationContext, now: number): Outcome | undefined {
    let limit = this.#limit;
    if (this.#ramp !== undefined) {
      const percent = this.#ramp.at(now);
      if (percent >= 100 && this.#unhashed !== undefined) return this.#unhashed;
      limit = threshold(percent);
    }
    const key = bucketing.key(context);
    if (key === undefined) return undefined;
    const hash = bucketing.hash(key) >>> 0;
    // Not `hash >= limit`: a clock that gives no number lets nobody in.
    if (!(hash < limit)) return undefined;
    if (this.#split === undefined) return this.#hashed;
    // A draw that let somebody in would favour the first variants: the split draws again.
    return this.#split.choose(bucketing.sticky ? hash : bucketing.hash(key) >>> 0);
  }
}
