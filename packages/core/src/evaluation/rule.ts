import type { Rule } from '../flag/definition.js';
import type { FlagScope } from '../flag/flag.js';
import type { Bucketing } from './bucketing.js';
import type { EvaluationContext, Outcome, Reason } from './evaluation.js';
import type { OutcomeMaker } from './outcome.js';
import type { Predicate } from './predicate.js';
import { threshold, type Share } from './rollout.js';
import type { RuleParts } from './rule-parts.js';
import type { CompiledSchedule } from './schedule.js';
import { onlyVariant, Split } from './split.js';
import { targetingKey } from './targeting-key.js';

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

  /** `reason` is that of a match which no hash decided, `reference` what the answers say of the rule. */
  constructor(rule: Rule, parts: RuleParts, make: OutcomeMaker, reason: Reason, reference: Outcome['rule']) {
    const { split, serve = true } = rule;
    const { share } = parts;
    this.#schedule = parts.schedule;
    this.#when = parts.when;
    this.#users = parts.users;
    this.#bucketing = parts.bucketing;
    this.#ramp = share?.fixed === undefined ? share : undefined;
    this.#limit = threshold(share?.fixed ?? 100);
    if (split !== undefined && parts.splits) {
      this.#split = new Split(split, (variant) => make.variant(variant, 'SPLIT', reference));
      return;
    }
    const only = split && onlyVariant(split);
    const serving = (why: Reason): Outcome =>
      only === undefined ? make.served(serve, why, reference) : make.variant(only, why, reference);
    this.#unhashed = serving(reason);
    if (share !== undefined) this.#hashed = serving('SPLIT');
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
