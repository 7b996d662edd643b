import type { HashName } from './hash-name.js';

/** Any JSON value. */
export type JsonValue =
  | boolean
  | number
  | string
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A flag as it is written in code: on or off, short text (`"25%"`), or a definition. */
export type FlagSource = boolean | string | FlagDefinition;

/**
 * A flag's definition (docs/flags.md, "Definitions"). Every key is optional. Here and below, the compiler holds the
 * schema in `definition-schema.ts` to exactly these interfaces.
 */
export interface FlagDefinition {
  /** `false`: off for everyone; serves `default` with reason `DISABLED`. @default true */
  readonly enabled?: boolean;
  /**
   * Served when no rule matches: a value, or a variant's name when there are `variants`. Without `rules`, served to
   * everyone. @default false; without `rules`, true
   */
  readonly default?: JsonValue;
  /** Named values. */
  readonly variants?: { readonly [name: string]: JsonValue };
  /** The first that matches serves. An empty list is not an absent one: it matches no one. */
  readonly rules?: readonly Rule[];
  /** Other flags that must hold first, else the flag is off. */
  readonly requires?: readonly (string | Requirement)[];
  /** What the flag is for. Tools read it; evaluation does not. @default "release" */
  readonly kind?: FlagKind;
  /** What the flag is for, in words. */
  readonly description?: string;
  /** Who to ask about it. */
  readonly owner?: string;
  /** Words to find it by. */
  readonly tags?: readonly string[];
  /** The day (`YYYY-MM-DD`) by which the flag is to be removed; after it the flag counts as stale. */
  readonly expires?: string;
  /** `true`: never stale. @default true for the kinds `kill-switch` and `permission`, else false */
  readonly permanent?: boolean;
  /** Anything else, returned unchanged. */
  readonly metadata?: { readonly [key: string]: JsonValue };
}

/** The kinds of flag. With `kill-switch`, on means that something is stopped: tools show it as an outage. */
export const FLAG_KINDS = ['release', 'experiment', 'operational', 'kill-switch', 'permission'] as const;

/** What a flag is for. */
export type FlagKind = (typeof FLAG_KINDS)[number];

/** Whether a flag of this definition never counts as stale. */
export function isPermanent({ permanent, kind }: FlagDefinition): boolean {
  return permanent ?? (kind === 'kill-switch' || kind === 'permission');
}

/** What another flag must be in the same snapshot. */
export interface Requirement {
  /** The other flag's name. */
  readonly flag: string;
  /** The variant it must serve, or one of several. */
  readonly variant?: string | readonly string[];
  /** `false`: it must exist and be off. Not together with `variant`. @default true */
  readonly enabled?: boolean;
}

/** Who gets what: all parts present must hold. */
export interface Rule extends BucketingKeys {
  /** What explanations call the rule. */
  readonly name?: string;
  /** The context matches this condition. */
  readonly when?: Condition;
  /** The targeting key is one of these. */
  readonly users?: readonly string[];
  /** The key is in this share: percent, or a ramp. */
  readonly rollout?: number | Rollout;
  /** The time is in this schedule. */
  readonly schedule?: Schedule;
  /** Other flags that must hold too, else the rule does not match. */
  readonly requires?: readonly (string | Requirement)[];
  /** A value, or a variant's name. @default true */
  readonly serve?: JsonValue;
  /** Weighted variants (or, without `variants`, the keys as values), instead of `serve`. */
  readonly split?: { readonly [variant: string]: number };
  /** `false`: a new draw at every evaluation, without a key. @default true */
  readonly sticky?: boolean;
}

/** How a rollout, a split or a `$rollout` condition finds the bucket of a context. */
export interface BucketingKeys {
  /** The attribute to bucket by, as a path; or several, which must all be present. @default "targetingKey" */
  readonly by?: string | readonly string[];
  /** The attribute to use where that key is missing, as a path; or several, of which the first that is present. */
  readonly fallback?: string | readonly string[];
  /** The text hashed with the key. @default the flag's name; required with `hash` */
  readonly seed?: string;
  /** Another system's algorithm for the share. @default murmur3 */
  readonly hash?: HashName;
  /** With the hash `unleash-variants`: the sum of the variants' weights. @default 1000 */
  readonly total?: number;
}

/** A share of keys in percent, fixed or ramping. */
export interface Rollout {
  /** The share of keys that are in, 0 to 100; fractions work. Not together with a ramp. */
  readonly percent?: number;
  /** A ramp: the share before `start`, in percent. */
  readonly from?: number;
  /** A ramp: the share from `end` on, in percent. */
  readonly to?: number;
  /** A ramp: when the share begins to move, in a straight line. An instant such as `2026-12-01T00:00:00Z`. */
  readonly start?: string;
  /** A ramp: when the share has arrived, an instant. */
  readonly end?: string;
}

/** The condition `$rollout`: the keys from one percentage up to, and without, another. */
export interface RolloutRange extends BucketingKeys {
  /** The first percentage that is in, and the first that no longer is. */
  readonly range: readonly [first: number, last: number];
}

/** When a rule holds. `from` inclusive, `until` exclusive. */
export interface Schedule {
  /** The first instant at which it holds, such as `2026-12-01T00:00:00Z`. */
  readonly from?: string;
  /** The first instant at which it no longer holds. */
  readonly until?: string;
  /** The days on which it holds. @default all */
  readonly days?: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /** The times of day between which it holds, as `HH:MM`; past midnight belongs to the day before. @default all day */
  readonly between?: readonly [string, string];
  /** An IANA zone name. @default "UTC" */
  readonly timezone?: string;
}

/** A condition on the context's attributes, in MongoDB query syntax. */
export interface Condition {
  /** What the attribute must be: a value or operators. Or the operand of an operator such as `$and`. */
  readonly [attributeOrOperator: string]: JsonValue;
}
