import type { Condition, FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { holds as conditionHolds, own } from './reference/conditions.js';
import { murmur3 } from './reference/murmur3.js';
import { isStaticDefinition, reachableRules, segmentsIn } from './reference/reachable.js';
import { isOpen } from './reference/schedule.js';

/** The flags and the conditions of segments in one snapshot, by stored name. */
export interface ReferenceSnapshot {
  readonly flags: Readonly<Record<string, FlagDefinition>>;
  readonly segments: Readonly<Record<string, Condition>>;
}

/** An answer in plain JSON. */
export interface ReferenceAnswer {
  readonly value: JsonValue;
  readonly variant?: string;
  readonly reason: string;
  readonly rule?: number;
}

type Context = Readonly<Record<string, unknown>>;

/**
 * What a flag answers, worked out anew from the definition each time, in the order and the words of FLAGS.md:
 * slow, without state, and meant to be seen to be right. Draws that are not sticky give `draw`.
 */
export function interpret(
  snapshot: ReferenceSnapshot,
  name: string,
  context: Context,
  now: number,
  draw: number,
): ReferenceAnswer {
  return new Interpreter(snapshot, now, draw).answer(name, context);
}

class Interpreter {
  readonly snapshot: ReferenceSnapshot;
  readonly now: number;
  readonly draw: number;

  constructor(snapshot: ReferenceSnapshot, now: number, draw: number) {
    this.snapshot = snapshot;
    this.now = now;
    this.draw = draw;
  }

  answer(name: string, context: Context): ReferenceAnswer {
    const definition = this.snapshot.flags[name]!;
    const { default: fallback = false } = definition;
    if (definition.enabled === false) return this.served(definition, fallback, 'DISABLED');
    for (const required of definition.requires ?? []) {
      const { flag, variant } =
        typeof required === 'string' ? { flag: required, variant: undefined } : required;
      const held = this.follow(name, flag, () => {
        const answer = this.answer(flag, context);
        return variant === undefined ? Boolean(answer.value) : answer.variant === variant;
      });
      if (!held) return this.served(definition, fallback, 'DISABLED');
    }
    const isStatic = isStaticDefinition(definition);
    if (definition.rules === undefined) {
      if (definition.variants !== undefined)
        return this.served(definition, fallback, isStatic ? 'STATIC' : 'DEFAULT');
      return this.served(definition, true, isStatic ? 'STATIC' : 'TARGETING_MATCH');
    }
    for (const [index, rule] of definition.rules.entries()) {
      const match = this.tryRule(name, rule, context);
      if (match === undefined) continue;
      const reason = match.hashed ? 'SPLIT' : isStatic ? 'STATIC' : 'TARGETING_MATCH';
      if (match.variant === undefined)
        return {
          ...this.served(definition, rule.serve === undefined ? true : rule.serve, reason),
          rule: index,
        };
      const value = definition.variants === undefined ? match.variant : definition.variants[match.variant]!;
      return { value, variant: match.variant, reason, rule: index };
    }
    return this.served(definition, fallback, isStatic ? 'STATIC' : 'DEFAULT');
  }

  served(definition: FlagDefinition, served: JsonValue, reason: string): ReferenceAnswer {
    if (definition.variants !== undefined) {
      return { value: definition.variants[served as string]!, variant: served as string, reason };
    }
    return typeof served === 'boolean'
      ? { value: served, variant: served ? 'on' : 'off', reason }
      : { value: served, reason };
  }

  /** Whether what `to` says holds; not if there is none, nor if `to` leads back to `from`. */
  follow(from: string, to: string, holds: () => boolean): boolean {
    return this.exists(to) && !this.reaches(to, from, new Set()) && holds();
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

  references(name: string): string[] {
    if (name.startsWith('$segment.')) return segmentsIn(this.snapshot.segments[name]!);
    const definition = this.snapshot.flags[name]!;
    const required = (definition.requires ?? []).map((each) => (typeof each === 'string' ? each : each.flag));
    const used =
      definition.enabled === false
        ? []
        : reachableRules(definition).flatMap((rule) => segmentsIn(rule.when ?? {}));
    return [...required, ...used];
  }

  tryRule(name: string, rule: Rule, context: Context): { hashed: boolean; variant?: string } | undefined {
    const key = keyOf(own(context, 'targetingKey'));
    if (rule.when !== undefined && !this.holds(name, rule.when, context)) return undefined;
    if (rule.users !== undefined && (key === undefined || !rule.users.includes(key))) return undefined;
    if (rule.schedule !== undefined && !isOpen(rule.schedule, this.now)) return undefined;
    const rollout =
      typeof rule.rollout === 'number' ? { percent: rule.rollout } : (rule.rollout ?? { percent: 100 });
    const by = keyOf(own(context, rollout.by ?? 'targetingKey'));
    const hash =
      rollout.sticky === false
        ? Math.floor(this.draw * 2 ** 32)
        : by === undefined
          ? undefined
          : murmur3((rollout.seed ?? name) + by);
    const share = shareAt(rollout, this.now);
    if (share < 100 && (hash === undefined || !(hash / 2 ** 32 < share / 100))) return undefined;
    let hashed = share < 100;
    if (rule.split === undefined) return { hashed };
    const weights = Object.entries(rule.split).sort(([a], [b]) => (a < b ? -1 : 1));
    const possible = weights.filter(([, weight]) => weight > 0);
    if (possible.length === 1) return { hashed, variant: possible[0]![0] };
    if (hash === undefined) return undefined;
    hashed = true;
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    const slot = Number((BigInt(hash) * BigInt(total)) / 2n ** 32n);
    let cumulative = 0;
    for (const [variant, weight] of weights) {
      cumulative += weight;
      if (cumulative > slot) return { hashed, variant };
    }
    throw new Error('a slot beyond the total');
  }

  holds(owner: string, condition: Condition, subject: unknown): boolean {
    return conditionHolds(condition, subject, (name, each) => {
      const segment = `$segment.${name}`;
      return this.follow(owner, segment, () => this.holds(segment, this.snapshot.segments[segment]!, each));
    });
  }
}

function shareAt(rollout: Exclude<Rule['rollout'], number | undefined>, now: number): number {
  if (rollout.percent !== undefined) return rollout.percent;
  const [start, end] = [Date.parse(rollout.start!), Date.parse(rollout.end!)];
  const done = Math.min(1, Math.max(0, (now - start) / (end - start)));
  return rollout.from! + (rollout.to! - rollout.from!) * done;
}

function keyOf(value: unknown): string | undefined {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
    ? String(value)
    : undefined;
}
