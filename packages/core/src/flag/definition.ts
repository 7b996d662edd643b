/** Any JSON value. */
export type JsonValue =
  | boolean
  | number
  | string
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A flag as somebody writes it in code: on or off, short text (`"25%"`), or a definition. */
export type FlagSource = boolean | string | FlagDefinition;

/**
 * A flag's definition (FLAGS.md section 3). Every key is optional. Here and below, the compiler holds the schema in
 * `definition-schema.ts` to exactly these interfaces.
 */
export interface FlagDefinition {
  /** `false`: nobody gets it; serves `default` with reason `DISABLED`. @default true */
  readonly enabled?: boolean;
  /** Served when no rule matches: a value, or a variant's name when there are `variants`. @default false */
  readonly default?: JsonValue;
  /** Named values. */
  readonly variants?: { readonly [name: string]: JsonValue };
  /** The first that matches serves. @default one rule that matches everyone */
  readonly rules?: readonly Rule[];
  /** Other flags that must hold first, else `default` is served with reason `DISABLED`. */
  readonly requires?: readonly (string | Requirement)[];
  readonly description?: string;
  readonly owner?: string;
  readonly tags?: readonly string[];
  /** The day (`YYYY-MM-DD`) by which the flag is to be gone; past it the flag counts as stale. */
  readonly expires?: string;
  /** `true`: never stale, such as a kill switch. @default false */
  readonly permanent?: boolean;
  /** Anything else, given back untouched. */
  readonly metadata?: { readonly [key: string]: JsonValue };
}

/** A flag that must be on, or give this variant, in the same snapshot. */
export interface Requirement {
  readonly flag: string;
  readonly variant?: string;
}

/** Who gets what: all parts present must hold (FLAGS.md section 4). */
export interface Rule {
  readonly name?: string;
  readonly when?: Condition;
  /** The targeting key is one of these. */
  readonly users?: readonly string[];
  readonly rollout?: number | Rollout;
  readonly schedule?: Schedule;
  /** A value, or a variant's name. @default true */
  readonly serve?: JsonValue;
  /** Weighted variants (or, without `variants`, the keys as values), instead of `serve`. */
  readonly split?: { readonly [variant: string]: number };
}

/** A share of keys, fixed or ramping (FLAGS.md section 6). */
export interface Rollout {
  readonly percent?: number;
  readonly from?: number;
  readonly to?: number;
  readonly start?: string;
  readonly end?: string;
  /** The attribute to bucket by. @default "targetingKey" */
  readonly by?: string;
  /** The text hashed before the key. @default the flag's name */
  readonly seed?: string;
  /** `false`: a new draw at every evaluation. @default true */
  readonly sticky?: boolean;
}

/** When a rule holds. `from` inclusive, `until` exclusive. */
export interface Schedule {
  readonly from?: string;
  readonly until?: string;
  readonly days?: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  readonly between?: readonly [string, string];
  /** An IANA zone name. @default "UTC" */
  readonly timezone?: string;
}

/** A condition on the context's attributes, MongoDB query style (FLAGS.md section 5). */
export interface Condition {
  readonly [attributeOrOperator: string]: JsonValue;
}
