import type { HashName } from '../../flag/hash-name.js';
import { spendText } from '../cost.js';
import { crc32 } from '../hashes/crc32.js';
import { fnv1a } from '../hashes/fnv1a.js';
import { SeededHash } from '../hashes/murmur3.js';
import { sha1 } from '../hashes/sha1.js';
import { sha256 } from '../hashes/sha256.js';

/** Murmur's own seed for Unleash's variants. It makes them independent of the rollout. */
const UNLEASH_VARIANT_SEED = 86028157;

/** One algorithm with its seed text fixed: puts each key into one of `slots` slots, all equally likely. */
export interface KeyHash {
  readonly slots: number;
  /** The slot of a key, a whole number from 0. */
  slot(key: string): number;
  /** What becomes of a share that ends within a slot. @default Math.ceil */
  readonly round?: (slots: number) => number;
}

/**
 * The algorithms of other systems, by the name that a rule's `hash` gives them (docs/flags.md, "Hashes of other
 * systems"). Each makes a `KeyHash` from the seed text and, for `unleash-variants`, the sum of the variants' weights. A
 * key is in a range of percentages if its slot is at least the `slotLimit` of the first and below the `slotLimit` of
 * the last.
 */
export const HASH_ALGORITHMS = {
  // Unleash counts from 1, so that a share that ends within a number leaves that out.
  unleash: (seed) => ({ ...unleash(seed, 100, 0), round: Math.floor }),
  // Its weights are whole numbers, so that a percentage stands for the nearest.
  'unleash-variants': (seed, total) => ({ ...unleash(seed, total, UNLEASH_VARIANT_SEED), round: Math.round }),
  launchdarkly: launchDarkly,
  'growthbook-1': growthBook1,
  'growthbook-2': growthBook2,
  'flipper-ruby': flipperRuby,
  microsoft,
} satisfies Record<Exclude<HashName, 'murmur3'>, (seed: string, total: number) => KeyHash>;

/**
 * The first slot that is no longer within `percent` of all slots. A percentage rounded to six decimals counts
 * as the whole slot that it stands for: 33.333333 % of three slots is one.
 */
export function slotLimit(
  percent: number,
  slots: number,
  round: (slots: number) => number = Math.ceil,
): number {
  const exact = (percent * slots) / 100;
  // Weights come to 2^31 − 1 at most. Among more slots than that, a percentage stands for no whole one.
  if (slots >= 2 ** 31) return Math.ceil(exact);
  const nearest = Math.round(exact);
  // Half a unit of the sixth decimal, in slots, and a little more because the product is rounded too.
  const tolerance = Math.max(1e-6, slots * 0.51e-8);
  if (Math.abs(exact - nearest) <= tolerance) return nearest;
  return round(exact);
}

/** `normalizedValue` of unleash-client, `lib/strategy/util.js`, less the 1 that it adds. */
function unleash(seed: string, slots: number, murmurSeed: number): KeyHash {
  const murmur = new SeededHash(`${seed}:`, murmurSeed);
  return { slots, slot: (key) => (murmur.hash(key) >>> 0) % slots };
}

/** `Bucketer.bucket` of LaunchDarkly's server SDKs, which computes with doubles too. */
function launchDarkly(seed: string): KeyHash {
  return {
    // As a double this is 2^60. One key in 2^54 rounds up to it.
    slots: 2 ** 60 - 1,
    // The first 15 hexadecimal digits.
    slot: (key) => {
      const sum = sha1(charged(`${seed}.${key}`));
      return (sum[0]! >>> 0) * 2 ** 28 + (sum[1]! >>> 4);
    },
  };
}

/** `hash` of GrowthBook's SDKs, version 1, which their namespaces use too. */
function growthBook1(seed: string): KeyHash {
  return { slots: 1000, slot: (key) => fnv1a(seed, fnv1a(key)) % 1000 };
}

/** `hash` of GrowthBook's SDKs, version 2. */
function growthBook2(seed: string): KeyHash {
  const start = fnv1a(seed);
  return { slots: 10_000, slot: (key) => fnv1a(String(fnv1a(key, start))) % 10_000 };
}

/** The gate `PercentageOfActors` of Flipper, which uses zlib's CRC-32 (IEEE 802.3) over UTF-8. */
function flipperRuby(seed: string): KeyHash {
  return { slots: 100_000, slot: (key) => crc32(charged(seed + key)) % 100_000 };
}

/**
 * `isTargetedPercentile` of Microsoft's feature management libraries: the first four bytes of a SHA-256, the lowest
 * first. The seed is the flag's name, that and a group, or the allocation's.
 */
function microsoft(seed: string): KeyHash {
  return {
    slots: 2 ** 32 - 1,
    slot: (key) => reversed(sha256(charged(`${key}\n${seed}`))[0]!),
  };
}

/** A text that is hashed byte by byte, seed and all, which takes four times as long as murmur3 and more. */
function charged(text: string): string {
  spendText(text, 1);
  return text;
}

/** The number that the bytes of a word are in the other order. */
function reversed(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}
