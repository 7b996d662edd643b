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
    return outcome(served, onOff(served), reason, rule);
  }

  /** The answer for a key of `split`: a variant's name, and without variants its own value. */
  variant(name: string, reason: Reason, rule?: Outcome['rule']): Outcome {
    return outcome(this.#variants === undefined ? name : this.#variants[name]!, name, reason, rule);
  }

  /**
   * The answer of a flag that is off: its default, except that `true` becomes `false`, under the name of the first variant
   * with that value, so that a typed boolean read agrees with `isEnabled`, which is false whatever the default is.
   */
  off(fallback: JsonValue): Outcome {
    const { value, variant } = this.served(fallback, 'DISABLED');
    if (value !== true) return freeze({ value, on: false, variant, reason: 'DISABLED' });
    return freeze({ value: false, on: false, variant: this.#nameOfFalse(), reason: 'DISABLED' });
  }

  #nameOfFalse(): string | undefined {
    const variants = this.#variants;
    if (variants === undefined) return 'off';
    return Object.keys(variants)
      .toSorted()
      .find((name) => variants[name] === false);
  }
}

/** `on` or `off` for a boolean: the name that OpenFeature gives a value without variants. */
export function onOff(value: JsonValue): string | undefined {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : undefined;
}

function outcome(
  value: JsonValue,
  variant: string | undefined,
  reason: Reason,
  rule: Outcome['rule'],
): Outcome {
  return freeze({ value, on: Boolean(value), variant, reason, rule });
}

/** Leaves out what is `undefined`. */
function freeze({ value, on, variant, reason, rule }: Parts): Outcome {
  const made: { -readonly [Key in keyof Outcome]: Outcome[Key] } = { value, on, reason };
  if (variant !== undefined) made.variant = variant;
  if (rule !== undefined) made.rule = rule;
  return Object.freeze(made);
}

type Parts = { readonly [Key in keyof Outcome]: Outcome[Key] | undefined } & Pick<
  Outcome,
  'value' | 'on' | 'reason'
>;
