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
  readonly description?: string;
  readonly owner?: string;
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
  readonly flag: string;
  /** The variant it must serve, or one of several. */
  readonly variant?: string | readonly string[];
  /** `false`: it must exist and be off. Not together with `variant`. @default true */
  readonly enabled?: boolean;
}

/** Who gets what: all parts present must hold. */
export interface Rule extends BucketingKeys {
  readonly name?: string;
  readonly when?: Condition;
  /** The targeting key is one of these. */
  readonly users?: readonly string[];
  readonly rollout?: number | Rollout;
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
  readonly percent?: number;
  readonly from?: number;
  readonly to?: number;
  readonly start?: string;
  readonly end?: string;
}

/** The condition `$rollout`: the keys from one percentage up to, and without, another. */
export interface RolloutRange extends BucketingKeys {
  readonly range: readonly [first: number, last: number];
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

/** A condition on the context's attributes, in MongoDB query syntax. */
export interface Condition {
  readonly [attributeOrOperator: string]: JsonValue;
}
