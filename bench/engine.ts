/**
 * What deciding costs, as ratios to what somebody would write by hand for the same flag, in one run. Medians of
 * interleaved rounds, since the absolute figures drift.
 *
 *     node --expose-gc --import tsx --conditions=@halyard/source bench/engine.ts
 */
import { createHash } from 'node:crypto';
import { compileFlag } from '../packages/core/src/evaluation/compile.js';
import type { EvaluationContext } from '../packages/core/src/evaluation/evaluation.js';
import { parseFlag } from '../packages/core/src/evaluation/parse-flag.js';
import type { FlagDefinition } from '../packages/core/src/flag/definition.js';
import type { Flag, FlagScope } from '../packages/core/src/evaluation/flag.js';

const ROUNDS = 1001;
const CALLS = 5_000;
const SCOPE: FlagScope = { get: () => undefined, inCycle: () => false, draw: () => 0 };

/** A visitor as a request's context function makes it. */
interface Visitor extends EvaluationContext {
  readonly targetingKey: string;
  readonly plan: string;
  readonly country: string;
  readonly age: number;
}

/** A UUID, always the same for the same number. */
function userId(i: number): string {
  return createHash('md5')
    .update(String(i))
    .digest('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

// Through JSON, because that is where an app has its users from; strings made in place cost both sides more.
const visitors: readonly Visitor[] = JSON.parse(
  JSON.stringify(
    Array.from({ length: 1000 }, (_, i) => ({
      targetingKey: userId(i),
      plan: i % 3 === 0 ? 'free' : 'pro',
      country: ['DE', 'US', 'FR', 'AT'][i % 4],
      age: i % 80,
    })),
  ),
) as Visitor[];

const allowed = Array.from({ length: 1000 }, (_, i) => userId(i * 2));

interface Case {
  readonly title: string;
  readonly hold: number;
  readonly definition: FlagDefinition;
  readonly byHand: (visitor: Visitor) => boolean;
}

const allowedSet = new Set(allowed);
const cases: readonly Case[] = [
  {
    title: 'sticky percentage by user',
    hold: 1.2,
    definition: { rules: [{ rollout: 25 }] },
    byHand: (visitor) => fnv1a(visitor.targetingKey) % 10_000 < 2_500,
  },
  {
    title: 'two conditions and a 1,000-name allow-list',
    hold: 2,
    definition: { rules: [{ when: { plan: 'pro', age: { $gte: 18 } }, users: allowed }] },
    byHand: (visitor) => visitor.plan === 'pro' && visitor.age >= 18 && allowedSet.has(visitor.targetingKey),
  },
];

function fnv1a(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const tokens = visitors.map((_, i) => userId(-i));
const sessions = new Map(visitors.map((visitor, i) => [tokens[i], visitor]));

/** Nanoseconds a call. The visitor is looked up for every call, as a request looks up its session. */
function time(decide: (visitor: Visitor) => boolean): number {
  let on = 0;
  const start = process.hrtime.bigint();
  for (let i = 0; i < CALLS; i++) if (decide(sessions.get(tokens[i % tokens.length])!)) on++;
  const took = Number(process.hrtime.bigint() - start) / CALLS;
  if (on === 0 || on === CALLS) throw new Error('the case decides nothing');
  return took;
}

function compare({ title, hold, definition, byHand }: Case): void {
  const flag: Flag = compileFlag('new_checkout', { text: JSON.stringify(definition) }, definition);
  const ours = (visitor: Visitor): boolean => flag.decide(visitor, SCOPE, 0).on;
  const times = { ours: [] as number[], byHand: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.byHand.push(time(byHand));
    times.ours.push(time(ours));
  }
  const [mine, base] = [median(times.ours), median(times.byHand)];
  console.log(
    `${title}: ${mine.toFixed(1)} ns, by hand ${base.toFixed(1)} ns, ratio ${(mine / base).toFixed(2)} (hold ${hold})`,
  );
  console.log(`  allocates ${allocated(() => time(ours)).toFixed(2)} bytes a call`);
}

/** What `run`, which makes `CALLS` calls, leaves for the collector, in bytes a call. */
function allocated(run: () => unknown): number {
  const collect = globalThis.gc;
  if (collect === undefined) return NaN;
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 20; i++) run();
  return (process.memoryUsage().heapUsed - before) / (20 * CALLS);
}

/** 10,000 stored texts of the kinds that flags mostly are. */
const texts = Array.from(
  { length: 10_000 },
  (_, i) =>
    [
      'on',
      'off',
      '25%',
      'users:alice,bob',
      `{"description":"The new checkout ${i}","rules":[{"name":"pros","when":{"plan":"pro","age":{"$gte":18}},"rollout":25}]}`,
      '{"variants":{"control":1,"compact":2},"default":"control","rules":[{"when":{"country":{"$in":["DE","AT"]}},"split":{"control":50,"compact":50}}]}',
      '{"rules":[{"when":{"$segment":"staff"}},{"rollout":10}]}',
    ][i % 7]!,
);

function compileAll(): void {
  const start = process.hrtime.bigint();
  const flags = texts.map((text, i) => parseFlag(`flag-${i}`, text).flag);
  console.log(
    `compiling ${flags.length} definitions, cold: ${(Number(process.hrtime.bigint() - start) / 1e6).toFixed(0)} ms (hold 300)`,
  );
  if (globalThis.gc === undefined) return;
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const again = texts.map((text, i) => parseFlag(`flag-${i}`, text).flag);
  globalThis.gc();
  console.log(
    `each takes ${((process.memoryUsage().heapUsed - before) / again.length).toFixed(0)} bytes beyond its text (hold 1536)`,
  );
}

compileAll();
for (const each of cases) compare(each);
