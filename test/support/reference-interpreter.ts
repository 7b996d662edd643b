import type { Condition, FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { attribute, InvalidContext } from './reference/attributes.js';
import { type Bucketing, bucketingKey, isInShare, keyAt, shareAt } from './reference/bucketing.js';
import { holds as conditionHolds } from './reference/conditions.js';
import { murmur3 } from './reference/murmur3.js';
import { isStaticDefinition, matchesNoOne, reachableRules, segmentsIn } from './reference/reachable.js';
import { isOpen } from './reference/schedule.js';

/** The flags and the conditions of segments in one snapshot, by stored name. */
export interface ReferenceSnapshot {
  readonly flags: Readonly<Record<string, FlagDefinition>>;
  readonly segments: Readonly<Record<string, Condition>>;
}

/** What a flag serves, in plain JSON. */
export interface ReferenceResult {
  readonly value: JsonValue;
  /** What `isEnabled` returns. */
  readonly on: boolean;
  readonly variant?: string;
  readonly reason: string;
  readonly rule?: number;
}

/** An evaluation that failed: the caller's fallback is served. */
export interface ReferenceError {
  readonly error: 'INVALID_CONTEXT';
}

const MAX_DEPTH = 32;
const MAX_ASKED = 10_000;

/**
 * What a flag answers, computed anew from the definition each time, in the order and the words of docs/flags.md: slow,
 * without state, and simple enough to be checked by reading. Draws that are not sticky give `draw`.
 */
export function interpret(
  snapshot: ReferenceSnapshot,
  name: string,
  context: unknown,
  now: number,
  draw: number,
): ReferenceResult | ReferenceError {
  try {
    checkContext(context);
    return new Interpreter(snapshot, context, now, draw).answer(name, 0);
  } catch (error) {
    if (error instanceof InvalidContext) return { error: 'INVALID_CONTEXT' };
    throw error;
  }
}

type Required = NonNullable<FlagDefinition['requires']>[number];

/** The operand of `$rollout`, in percent. */
type ShareRange = Bucketing & { readonly range: readonly [first: number, last: number] };

/** A context is an object or absent, and its targeting key neither an object nor a list. */
function checkContext(context: unknown): void {
  if (context !== undefined && typeof context !== 'object')
    throw new InvalidContext('the context is not an object');
  const key = attribute(context, 'targetingKey');
  if (typeof key === 'object' && key !== null)
    throw new InvalidContext('the targeting key is an object or a list');
}

/** A rule reached a segment that is missing, cyclic or too deep. */
class UnusableSegment extends Error {}

/** A chain of required flags is too deep, or an evaluation asks too many. */
class BeyondLimits extends Error {}

class Interpreter {
  readonly snapshot: ReferenceSnapshot;
  readonly context: unknown;
  readonly now: number;
  readonly draw: number;
  #asked = 0;

  constructor(snapshot: ReferenceSnapshot, context: unknown, now: number, draw: number) {
    this.snapshot = snapshot;
    this.context = context;
    this.now = now;
    this.draw = draw;
  }

  /** `enabled`, then `requires`, then the rules from the top, then `default`. */
  answer(name: string, depth: number): ReferenceResult {
    const definition = this.snapshot.flags[name]!;
    if (definition.enabled === false) return off(definition);
    if (!(definition.requires ?? []).every((required) => this.isMetInAll(name, required, depth)))
      return off(definition);
    const isStatic = isStaticDefinition(definition);
    for (const [index, rule] of (definition.rules ?? []).entries()) {
      const match = this.tryRule(name, rule, depth);
      if (match === undefined) continue;
      const reason = match.hashed ? 'SPLIT' : isStatic ? 'STATIC' : 'TARGETING_MATCH';
      if (match.variant === undefined)
        return { ...served(definition, rule.serve === undefined ? true : rule.serve, reason), rule: index };
      const value = definition.variants === undefined ? match.variant : definition.variants[match.variant]!;
      return { value, on: Boolean(value), variant: match.variant, reason, rule: index };
    }
    // Without rules everyone gets the default, and true if there is none.
    const { default: fallback = definition.rules === undefined } = definition;
    return served(definition, fallback, isStatic ? 'STATIC' : 'DEFAULT');
  }

  /** Whether a requirement of the flag evaluated is met: not by a chain that is too deep or asks too much. */
  isMetInAll(name: string, required: Required, depth: number): boolean {
    if (depth > 0) return this.isMet(name, required, depth);
    try {
      return this.isMet(name, required, depth);
    } catch (error) {
      if (error instanceof BeyondLimits) return false;
      throw error;
    }
  }

  /** Whether a requirement of the flag `name` is met. */
  isMet(name: string, required: Required, depth: number): boolean {
    const { flag, variant, enabled = true } = typeof required === 'string' ? { flag: required } : required;
    if (!this.leadsOn(name, flag)) return false;
    if (!this.isWithinLimits(depth)) throw new BeyondLimits(flag);
    const answer = this.answer(flag, depth + 1);
    if (variant === undefined) return answer.on === enabled;
    if (answer.reason === 'DISABLED' || answer.variant === undefined) return false;
    return typeof variant === 'string' ? answer.variant === variant : variant.includes(answer.variant);
  }

  /** Whether `to` exists and does not lead back. */
  leadsOn(from: string, to: string): boolean {
    return this.exists(to) && !this.reaches(to, from, new Set());
  }

  isWithinLimits(depth: number): boolean {
    return depth < MAX_DEPTH && ++this.#asked <= MAX_ASKED;
  }

  exists(name: string): boolean {
    return Object.hasOwn(name.startsWith('$segment.') ? this.snapshot.segments : this.snapshot.flags, name);
  }

  reaches(from: string, to: string, seen: Set<string>): boolean {
    if (from === to) return true;
    if (seen.has(from) || !this.exists(from)) return false;
    seen.add(from);
    return this.references(from).some((next) => this.reaches(next, to, seen));
  }

  /** What an evaluation may ask next: nothing behind a disabled flag. */
  references(name: string): string[] {
    if (name.startsWith('$segment.')) return segmentsIn(this.snapshot.segments[name]!);
    const definition = this.snapshot.flags[name]!;
    if (definition.enabled === false) return [];
    const rules = reachableRules(definition);
    const required = [definition, ...rules].flatMap((each) => each.requires ?? []);
    return [
      ...required.map((each) => (typeof each === 'string' ? each : each.flag)),
      ...rules.flatMap((rule) => segmentsIn(rule.when ?? {})),
    ];
  }

  /** All parts present in a rule must hold. Their order shows only where a part is an error. */
  tryRule(name: string, rule: Rule, depth: number): { hashed: boolean; variant?: string } | undefined {
    if (matchesNoOne(rule)) return undefined;
    if (rule.schedule !== undefined && !isOpen(rule.schedule, this.now)) return undefined;
    if (!(rule.requires ?? []).every((required) => this.isMetInAll(name, required, depth))) return undefined;
    try {
      if (rule.when !== undefined && !this.holds(name, rule.when, depth)) return undefined;
    } catch (error) {
      if (error instanceof UnusableSegment) return undefined;
      throw error;
    }
    if (rule.users !== undefined) {
      const user = keyAt(this.context, 'targetingKey');
      if (user === undefined || !rule.users.includes(user)) return undefined;
    }
    const share = shareAt(rule.rollout ?? 100, this.now);
    if (share < 100 && !this.isIncluded(name, rule, share)) return undefined;
    if (rule.split === undefined) return { hashed: share < 100 };
    const weights = Object.entries(rule.split).sort(([a], [b]) => (a < b ? -1 : 1));
    const possible = weights.filter(([, weight]) => weight > 0);
    if (possible.length === 1) return { hashed: share < 100, variant: possible[0]![0] };
    const hash = this.splitHash(name, rule);
    if (hash === undefined) return undefined;
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    const slot = Number((BigInt(hash) * BigInt(total)) / 2n ** 32n);
    let cumulative = 0;
    for (const [variant, weight] of weights) {
      cumulative += weight;
      if (cumulative > slot) return { hashed: true, variant };
    }
    throw new Error('a slot beyond the total');
  }

  isIncluded(name: string, rule: Rule, share: number): boolean {
    if (rule.sticky === false) return this.draw < share / 100;
    const key = bucketingKey(rule, this.context);
    if (key === undefined) return false;
    const { hash = 'murmur3', seed = name } = rule;
    return isInShare(rule, hash === 'murmur3' ? `${seed}:rollout` : seed, key, 0, share);
  }

  splitHash(name: string, rule: Rule): number | undefined {
    if (rule.sticky === false) return Math.floor(this.draw * 2 ** 32);
    const key = bucketingKey(rule, this.context);
    return key === undefined ? undefined : murmur3((rule.seed ?? name) + key);
  }

  /** Whether a condition of the flag or segment stored as `owner` holds. */
  holds(owner: string, condition: Condition, depth: number): boolean {
    return conditionHolds(condition, this.context, {
      inSegment: (name) => {
        const segment = `$segment.${name}`;
        if (!this.leadsOn(owner, segment) || this.isCyclic(segment) || !this.isWithinLimits(depth))
          throw new UnusableSegment(segment);
        return this.holds(segment, this.snapshot.segments[segment]!, depth + 1);
      },
      inSchedule: (schedule) => isOpen(schedule, this.now),
      inRollout: (operand) => {
        const share = (typeof operand === 'number' ? { range: [0, operand] } : operand) as ShareRange;
        const key = bucketingKey(share, this.context);
        if (key === undefined) return false;
        return isInShare(share, share.seed ?? `${owner}:condition`, key, ...share.range);
      },
    });
  }

  isCyclic(segment: string): boolean {
    return this.references(segment).some((next) => this.reaches(next, segment, new Set()));
  }
}

/** Off is off: `true` is served as `false`. */
function off(definition: FlagDefinition): ReferenceResult {
  const { variants, default: fallback = false } = definition;
  const result = { ...served(definition, fallback, 'DISABLED'), on: false };
  if (result.value !== true) return result;
  if (variants === undefined) return { ...result, value: false, variant: 'off' };
  const variant = Object.keys(variants)
    .sort()
    .find((name) => variants[name] === false);
  return { value: false, on: false, ...(variant !== undefined && { variant }), reason: 'DISABLED' };
}

/** The result for a `default` or a `serve`: a variant's name if there are variants, else a value. */
function served({ variants }: FlagDefinition, what: JsonValue, reason: string): ReferenceResult {
  const value = variants === undefined ? what : variants[what as string]!;
  const variant =
    variants === undefined
      ? typeof what === 'boolean'
        ? what
          ? 'on'
          : 'off'
        : undefined
      : (what as string);
  return { value, on: Boolean(value), ...(variant !== undefined && { variant }), reason };
}
