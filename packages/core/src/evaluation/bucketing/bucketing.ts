import type { BucketingKeys } from '../../flag/definition.js';
import type { EvaluationContext } from '../evaluation.js';
import { FREE_LENGTH, spendText } from '../cost.js';
import { compileKey, listOf, type ReadKey } from './bucketing-key.js';
import { HASH_ALGORITHMS, type KeyHash, slotLimit } from './hash-algorithms.js';
import { SeededHash } from '../hashes/murmur3.js';
import type { KeyNeed } from './key-need.js';
import { targetingKey } from './targeting-key.js';

/** How many hashes murmur3 has: each is a whole number from 0 to this minus 1. */
const HASHES: number = 2 ** 32;

/** The total of `unleash-variants` where a definition does not say it: that of Unleash. */
const UNLEASH_TOTAL = 1000;

/** Finds the slot that a context's key falls into (docs/flags.md, "Bucketing"). Every slot is equally likely. */
export class Bucketing implements KeyNeed {
  readonly flag: string;
  readonly part: string;
  readonly by: string;
  /** The text hashed with the key. */
  readonly seed: string;
  readonly slots: number;
  /** The context's key; `undefined` when it has none. */
  readonly key: ReadKey;
  readonly #murmur: SeededHash | undefined;
  readonly #other: KeyHash | undefined;

  /**
   * Of a part of a flag. `seed` is used where the keys name none. Another system's hash, which needs its own, takes it as
   * it is.
   */
  constructor(flag: string, part: string, keys: BucketingKeys, seed: string) {
    const { by = 'targetingKey', fallback, hash = 'murmur3', total = UNLEASH_TOTAL } = keys;
    this.flag = flag;
    this.part = part;
    this.by = [listOf(by).join(' + '), ...listOf(fallback)].join(' or ');
    this.key = compileKey(by, fallback);
    this.seed = seed;
    if (hash === 'murmur3') this.#murmur = new SeededHash(seed);
    else this.#other = HASH_ALGORITHMS[hash](seed, total);
    this.slots = this.#other?.slots ?? HASHES;
  }

  /** The slot of a key: a whole number from 0 to `slots` − 1. */
  slot(key: string): number {
    spendText(key, 8);
    return this.#murmur === undefined ? this.#other!.slot(key) : this.#murmur.hash(key) >>> 0;
  }

  /** How many of the slots are in at a share in percent: in are those below it. */
  limit(percent: number): number {
    // The same as hash / 2^32 < percent / 100, since scaling by a power of two does not round.
    if (this.#murmur !== undefined) return (percent / 100) * HASHES;
    // Some algorithms can give a slot that is one too many: a share of 100 percent is everyone all the same.
    return percent >= 100 ? Infinity : slotLimit(percent, this.slots, this.#other!.round);
  }

  /** What {@link slot} gives the context's key, or −1 without one. */
  find(context: EvaluationContext): number {
    const key = this.key === targetingKey ? targetingKey(context) : this.key(context);
    if (key === undefined) return -1;
    // The usual case once more, since a call less counts here.
    if (this.#murmur !== undefined && key.length <= FREE_LENGTH) return this.#murmur.hash(key) >>> 0;
    return this.slot(key);
  }
}

/** The seed of a rollout or condition, to which Halyard's own hash adds what it is for. */
export function seedOf(keys: BucketingKeys, name: string, use: '' | ':rollout'): string {
  const seed = keys.seed ?? name;
  return keys.hash === undefined || keys.hash === 'murmur3' ? seed + use : seed;
}
