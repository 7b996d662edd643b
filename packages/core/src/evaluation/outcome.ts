import type { FlagDefinition, JsonValue } from '../flag/definition.js';
import type { Outcome, Reason } from './evaluation.js';

/** Makes the answers of one flag. Each is frozen, and made once, when the flag is compiled. */
export class OutcomeMaker {
  readonly #variants: FlagDefinition['variants'];

  constructor(definition: FlagDefinition) {
    this.#variants = definition.variants;
  }

  /** The answer for what `default` or `serve` says: a variant's name if there are variants, else a value. */
  served(served: JsonValue, reason: Reason, rule?: Outcome['rule']): Outcome {
    if (this.#variants !== undefined) return this.variant(served as string, reason, rule);
    return make(served, typeof served === 'boolean' ? (served ? 'on' : 'off') : undefined, reason, rule);
  }

  /** The answer for a key of `split`: a variant's name, and without variants its own value. */
  variant(name: string, reason: Reason, rule?: Outcome['rule']): Outcome {
    return make(this.#variants === undefined ? name : this.#variants[name]!, name, reason, rule);
  }
}

function make(value: JsonValue, variant: string | undefined, reason: Reason, rule: Outcome['rule']): Outcome {
  const outcome: { -readonly [Key in keyof Outcome]: Outcome[Key] } = { value, on: Boolean(value), reason };
  if (variant !== undefined) outcome.variant = variant;
  if (rule !== undefined) outcome.rule = rule;
  return Object.freeze(outcome);
}
