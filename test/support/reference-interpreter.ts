import type { Condition, FlagDefinition, JsonValue, Rule, Schedule } from '@halyard/core';
import { RE2JS } from 're2js';

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
      const { flag, variant } = typeof required === 'string' ? { flag: required, variant: undefined } : required;
      const held = this.follow(name, flag, () => {
        const answer = this.answer(flag, context);
        return variant === undefined ? Boolean(answer.value) : answer.variant === variant;
      });
      if (!held) return this.served(definition, fallback, 'DISABLED');
    }
    const isStatic = isStaticDefinition(definition);
    if (definition.rules === undefined) {
      if (definition.variants !== undefined) return this.served(definition, fallback, isStatic ? 'STATIC' : 'DEFAULT');
      return this.served(definition, true, isStatic ? 'STATIC' : 'TARGETING_MATCH');
    }
    for (const [index, rule] of definition.rules.entries()) {
      const match = this.tryRule(name, rule, context);
      if (match === undefined) continue;
      const reason = match.hashed ? 'SPLIT' : isStatic ? 'STATIC' : 'TARGETING_MATCH';
      if (match.variant === undefined) return { ...this.served(definition, rule.serve === undefined ? true : rule.serve, reason), rule: index };
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
    const used = definition.enabled === false ? [] : reachableRules(definition).flatMap((rule) => segmentsIn(rule.when ?? {}));
    return [...required, ...used];
  }

  tryRule(
    name: string,
    rule: Rule,
    context: Context,
  ): { hashed: boolean; variant?: string } | undefined {
    const key = keyOf(own(context, 'targetingKey'));
    if (rule.when !== undefined && !this.holds(name, rule.when, context)) return undefined;
    if (rule.users !== undefined && (key === undefined || !rule.users.includes(key))) return undefined;
    if (rule.schedule !== undefined && !isOpen(rule.schedule, this.now)) return undefined;
    const rollout = typeof rule.rollout === 'number' ? { percent: rule.rollout } : (rule.rollout ?? { percent: 100 });
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
    return Object.entries(condition).every(([key, operand]) => {
      const list = operand as readonly Condition[];
      switch (key) {
        case '$and':
          return list.every((each) => this.holds(owner, each, subject));
        case '$or':
          return list.length === 0 || list.some((each) => this.holds(owner, each, subject));
        case '$nor':
          return list.length > 0 && !list.some((each) => this.holds(owner, each, subject));
        case '$not':
          return !this.holds(owner, operand as Condition, subject);
        case '$segment': {
          const segment = `$segment.${operand as string}`;
          return this.follow(owner, segment, () => this.holds(segment, this.snapshot.segments[segment]!, subject));
        }
        default:
          return this.valueHolds(owner, operand, key.split('.').reduce(own, subject));
      }
    });
  }

  valueHolds(owner: string, wanted: JsonValue, value: unknown): boolean {
    if (isOperatorObject(wanted)) {
      return Object.entries(wanted as Record<string, JsonValue>).every(([operator, operand]) =>
        this.operatorHolds(owner, operator, operand as never, value),
      );
    }
    const missing = value === undefined || value === null;
    if (typeof wanted === 'string') return isScalar(value) && String(value) === wanted;
    if (typeof wanted === 'number') return isScalar(value) && toNumber(value) === wanted;
    if (typeof wanted === 'boolean') return !missing && Boolean(value) === wanted;
    if (wanted === null) return missing;
    return sameJson(wanted, value);
  }

  operatorHolds(owner: string, operator: string, operand: never, value: unknown): boolean {
    const all = (wanted: JsonValue, each: unknown): boolean => this.valueHolds(owner, wanted, each);
    const negated = NEGATIONS[operator];
    if (negated !== undefined) return !this.operatorHolds(owner, negated, operand, value);
    const missing = value === undefined || value === null;
    switch (operator) {
      case '$not':
        return !all(operand, value);
      case '$eq':
        return sameJson(operand, value ?? null);
      case '$gt':
      case '$gte':
      case '$lt':
      case '$lte':
        return isOrdered(operator, missing ? 0 : value, operand);
      case '$in':
        return (Array.isArray(value) ? value : [value ?? null]).some((each) => includes(operand, each));
      case '$ini':
        return (Array.isArray(value) ? value : [value ?? null]).some((each) =>
          includes((operand as JsonValue[]).map(lower) as never, lower(each)),
        );
      case '$all':
        return Array.isArray(value) && (operand as JsonValue[]).every((w) => value.some((each) => all(w, each)));
      case '$alli':
        return (
          Array.isArray(value) &&
          (operand as JsonValue[]).every((w) =>
            value.some((each) =>
              typeof w === 'string' ? isScalar(each) && lower(String(each)) === lower(w) : all(w, each),
            ),
          )
        );
      case '$elemMatch':
        return (
          Array.isArray(value) &&
          value.some(
            (each) =>
              each !== null &&
              each !== undefined &&
              (asksOfValue(operand) ? all(operand, each) : this.holds(owner, operand, each)),
          )
        );
      case '$size':
        return Array.isArray(value) && all(operand, value.length);
      case '$exists':
        return operand ? !missing : missing;
      case '$type':
        return (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value) === operand;
      case '$startsWith':
        return typeof value === 'string' && value.startsWith(operand);
      case '$endsWith':
        return typeof value === 'string' && value.endsWith(operand);
      case '$contains':
        return typeof value === 'string' && value.includes(operand);
      case '$mod':
        return typeof value === 'number' && value % operand[0] === operand[1];
      case '$modRange':
        return typeof value === 'number' && value % operand[0] >= operand[1] && value % operand[0] <= operand[2];
      case '$regex':
        return isScalar(value) && RE2JS.compile(operand).test(String(value));
      case '$regexi':
        return isScalar(value) && RE2JS.compile(operand, RE2JS.CASE_INSENSITIVE).test(String(value));
      case '$veq':
        return versionOrder(value, operand) === 0;
      case '$vgt':
        return versionOrder(value, operand) > 0;
      case '$vlt':
        return versionOrder(value, operand) < 0;
      default:
        throw new Error(`unknown operator ${operator}`);
    }
  }
}

const NEGATIONS: Readonly<Record<string, string>> = {
  $ne: '$eq',
  $nin: '$in',
  $nini: '$ini',
  $notRegex: '$regex',
  $notRegexi: '$regexi',
  $vne: '$veq',
  $vgte: '$vlt',
  $vlte: '$vgt',
};

/** Whether the definition by itself can give but one answer at a time, whoever asks. */
function isStaticDefinition(definition: FlagDefinition): boolean {
  if ((definition.requires ?? []).length > 0) return false;
  return reachableRules(definition).every(
    (rule) =>
      !asksAnything(rule.when ?? {}) && rule.users === undefined && !isHashed(rule),
  );
}

/** Whether a condition reads an attribute or a segment: `{"$and": []}` does not. */
function asksAnything(condition: Condition): boolean {
  return Object.entries(condition).some(([key, operand]) => {
    if (key === '$not') return asksAnything(operand as Condition);
    return key === '$and' || key === '$or' || key === '$nor' ? (operand as Condition[]).some(asksAnything) : true;
  });
}

/** The rules up to the first that always matches, without those that never match. */
function reachableRules(definition: FlagDefinition): Rule[] {
  const reachable: Rule[] = [];
  for (const rule of definition.rules ?? []) {
    const [low, high] = shareBounds(rule);
    if ((low === 0 && high === 0) || rule.users?.length === 0) continue;
    reachable.push(rule);
    const always =
      rule.schedule === undefined &&
      rule.users === undefined &&
      Object.keys(rule.when ?? {}).length === 0 &&
      !isHashed(rule);
    if (always) break;
  }
  return reachable;
}

function isHashed(rule: Rule): boolean {
  const [low, high] = shareBounds(rule);
  const variants = Object.values(rule.split ?? {}).filter((weight) => weight > 0).length;
  return low < 100 || high < 100 || variants > 1;
}

function shareBounds({ rollout = 100 }: Rule): [number, number] {
  if (typeof rollout === 'number') return [rollout, rollout];
  return rollout.percent === undefined ? [rollout.from!, rollout.to!] : [rollout.percent, rollout.percent];
}

function shareAt(rollout: Exclude<Rule['rollout'], number | undefined>, now: number): number {
  if (rollout.percent !== undefined) return rollout.percent;
  const [start, end] = [Date.parse(rollout.start!), Date.parse(rollout.end!)];
  const done = Math.min(1, Math.max(0, (now - start) / (end - start)));
  return rollout.from! + (rollout.to! - rollout.from!) * done;
}

function isOpen({ from, until, days, between, timezone = 'UTC' }: Schedule, now: number): boolean {
  if (from !== undefined && now < Date.parse(from)) return false;
  if (until !== undefined && now >= Date.parse(until)) return false;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const today = week.indexOf(part['weekday']!.toLowerCase() as (typeof week)[number]);
  const yesterday = (today + 6) % 7;
  const time = `${part['hour']}:${part['minute']}`;
  const isOn = (day: number): boolean => days === undefined || days.includes(week[day]!);
  if (between === undefined) return isOn(today);
  const [opens, closes] = between;
  if (opens < closes) return time >= opens && time < closes && isOn(today);
  return (time >= opens && isOn(today)) || (time < closes && isOn(yesterday));
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function keyOf(value: unknown): string | undefined {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : undefined;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function toNumber(value: unknown): number {
  return typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
}

function isOrdered(operator: string, a: unknown, b: string | number): boolean {
  if (!isScalar(a)) return false;
  const [left, right] = typeof a === 'string' && typeof b === 'string' ? [a, b] : [toNumber(a), toNumber(b)];
  switch (operator) {
    case '$gt':
      return left > right;
    case '$gte':
      return left >= right;
    case '$lt':
      return left < right;
    default:
      return left <= right;
  }
}

function sameJson(a: JsonValue, b: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? ['object', Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)).map(([k, v]) => [k, sorted(v)])]
        : [typeof value, value];
  return b !== undefined && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function includes(list: readonly JsonValue[], value: unknown): boolean {
  return list.some((each) => sameJson(each, value));
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isOperatorObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.startsWith('$'));
}

/** Operators for the element itself; else it is a condition on what the element has. */
function asksOfValue(operand: JsonValue): boolean {
  if (!isOperatorObject(operand)) return false;
  return Object.entries(operand as Record<string, JsonValue>).some(([key, inner]) =>
    key === '$not' ? asksOfValue(inner) : !['$and', '$or', '$nor', '$segment'].includes(key) && key.startsWith('$'),
  );
}

function segmentsIn(condition: unknown): string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) =>
    key === '$segment' && typeof value === 'string' ? [`$segment.${value}`] : segmentsIn(value),
  );
}

function versionOrder(value: unknown, operand: string): number {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : '0';
  const [a, b] = [versionKey(text), versionKey(operand)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    // A pre-release that ends sooner comes first; a release ends with what comes after everything.
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x !== y) return comparePart(x, y);
  }
  return 0;
}

/** Three parts, then those of the pre-release, or the mark of a release. */
function versionKey(text: string): string[] {
  const [plain] = text.replace(/^v/, '').split('+') as [string];
  const parts = plain.split(/(?=[-.])/).map((part, i) => ({
    text: (i === 0 && !/^[-.]/.test(part) ? part : part.slice(1)).replace(/^0+(?=[0-9]+$)/, ''),
    hyphen: part.startsWith('-'),
  }));
  if (/^[-.]/.test(plain)) parts.unshift({ text: '', hyphen: false });
  let core = parts.findIndex(({ text: part, hyphen }, i) => i > 0 && hyphen && !/^[0-9]+$/.test(part));
  core = Math.min(core < 0 ? parts.length : core, 3);
  const texts = parts.map((part) => part.text);
  const release = [...texts.slice(0, core), '0', '0', '0'].slice(0, 3);
  return [...release, ...(texts.length > core ? texts.slice(core) : [RELEASE])];
}

const RELEASE = '\u{10ffff}';

function comparePart(a: string, b: string): number {
  if (a === RELEASE || b === RELEASE) return a === RELEASE ? 1 : -1;
  const [x, y] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (x && y) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : 1;
}

/** MurmurHash3 x86 32-bit, seed 0, over the UTF-8 bytes of a text. */
function murmur3(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const word = (n: bigint): bigint => n & 0xffffffffn;
  const rotate = (n: bigint, by: bigint): bigint => word((n << by) | (n >> (32n - by)));
  const scramble = (k: bigint): bigint => word(rotate(word(k * 0xcc9e2d51n), 15n) * 0x1b873593n);
  let h = 0n;
  for (let i = 0; i < bytes.length; i += 4) {
    const block = bytes.subarray(i, i + 4).reduceRight((k, byte) => k * 256n + BigInt(byte), 0n);
    h ^= scramble(block);
    if (i + 4 <= bytes.length) h = word(rotate(h, 13n) * 5n + 0xe6546b64n);
  }
  h ^= BigInt(bytes.length);
  h = word((h ^ (h >> 16n)) * 0x85ebca6bn);
  h = word((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}
