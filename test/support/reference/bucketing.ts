import type { Rollout, Rule } from '@halyard/core';
import { attribute } from './attributes.js';
import { crc32, fnv1a32, sha1, sha256 } from './hashes.js';
import { murmur3 } from './murmur3.js';

/** What a rule or a `$rollout` says about its bucketing (docs/flags.md, "Bucketing"). */
export type Bucketing = Pick<Rule, 'by' | 'fallback' | 'seed' | 'hash' | 'total'>;

/** The key of a context, or `undefined` if it has none. */
export function bucketingKey(
  { by = 'targetingKey', fallback = [] }: Bucketing,
  context: unknown,
): string | undefined {
  const key = joinedKey(typeof by === 'string' ? [by] : by, context);
  if (key !== undefined) return key;
  for (const path of typeof fallback === 'string' ? [fallback] : fallback) {
    const other = keyAt(context, path);
    if (other !== undefined) return other;
  }
  return undefined;
}

/** All of these attributes, which must all be present. */
function joinedKey(paths: readonly string[], context: unknown): string | undefined {
  const keys: string[] = [];
  for (const path of paths) {
    const key = keyAt(context, path);
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return keys.join('\u001f');
}

/** The key at a path: text as it is, finite numbers and BigInts as decimal text. Empty text is no key. */
export function keyAt(context: unknown, path: string): string | undefined {
  const value = attribute(context, path);
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'bigint' || Number.isFinite(value)) return String(value);
  return undefined;
}

/** Whether a key is in the share from `first` up to, and without, `last` percent. `seed` is the whole seed text. */
export function isInShare(
  { hash = 'murmur3', total = 1000 }: Bucketing,
  seed: string,
  key: string,
  first: number,
  last: number,
): boolean {
  const isWithin = (position: number, positions: number): boolean =>
    position / positions >= first / 100 && position / positions < last / 100;
  // Percentages in slots, without the rounding errors of binary fractions.
  const slots = (percent: number, all: number): number => Number(((percent * all) / 100).toFixed(9));
  switch (hash) {
    case 'murmur3':
      return isWithin(murmur3(seed + key), 2 ** 32);
    case 'unleash': {
      const n = (murmur3(`${seed}:${key}`) % 100) + 1;
      return n > first && n <= last;
    }
    case 'unleash-variants': {
      const n = (murmur3(`${seed}:${key}`, 86028157) % total) + 1;
      return n > Math.round(slots(first, total)) && n <= Math.round(slots(last, total));
    }
    case 'launchdarkly':
      return isWithin(Number.parseInt(sha1(`${seed}.${key}`).slice(0, 15), 16), 2 ** 60 - 1);
    case 'growthbook-1': {
      const n = fnv1a32(key + seed) % 1000;
      return n >= slots(first, 1000) && n < slots(last, 1000);
    }
    case 'growthbook-2': {
      const n = fnv1a32(String(fnv1a32(seed + key))) % 10_000;
      return n >= slots(first, 10_000) && n < slots(last, 10_000);
    }
    case 'flipper-ruby': {
      const n = crc32(seed + key) % 100_000;
      return n >= first * 1000 && n < last * 1000;
    }
    case 'microsoft': {
      // The lowest byte comes first.
      const [a = 0, b = 0, c = 0, d = 0] = sha256(`${key}\n${seed}`);
      return isWithin(a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24, 2 ** 32 - 1);
    }
    default:
      throw new Error(`unknown hash ${String(hash satisfies never)}`);
  }
}

/** The share of a rollout at `now`, in percent. */
export function shareAt(rollout: number | Rollout, now: number): number {
  if (typeof rollout === 'number') return rollout;
  if (rollout.percent !== undefined) return rollout.percent;
  const [start, end] = [Date.parse(rollout.start!), Date.parse(rollout.end!)];
  const done = Math.min(1, Math.max(0, (now - start) / (end - start)));
  return rollout.from! + (rollout.to! - rollout.from!) * done;
}
