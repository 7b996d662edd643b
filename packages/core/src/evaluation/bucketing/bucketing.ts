import type { Rollout } from '../../flag/definition.js';
import { ownProperty } from '../conditions/attribute.js';
import type { EvaluationContext } from '../evaluation.js';
import { SeededHash } from './murmur3.js';
import { keyText, targetingKey } from './targeting-key.js';

/** How many hashes there are: each is a whole number from 0 to this minus 1. */
export const HASHES: number = 2 ** 32;

/** Where the draws of `"sticky": false` come from: a number from 0 up to, and without, 1. Tests replace it. */
export const chance: { draw: () => number } = { draw: Math.random };

/** Finds the hash that decides a rule's rollout and split (FLAGS.md section 6). */
export class Bucketing {
  /** The attribute whose value is the key. */
  readonly by: string;
  /** The text hashed before the key. */
  readonly seed: string;
  /** False for a new draw at every evaluation. */
  readonly sticky: boolean;
  readonly #hash: SeededHash;

  /** `rollout` is the rule's: what it says of key and seed counts for the rule's split too. */
  constructor(flagName: string, rollout: number | Rollout) {
    const {
      by = 'targetingKey',
      seed = flagName,
      sticky = true,
    } = typeof rollout === 'object' ? rollout : {};
    this.by = by;
    this.seed = seed;
    this.sticky = sticky;
    this.#hash = new SeededHash(seed);
  }

  /** The context's key; `undefined` when it has none. Draws need none. */
  key(context: EvaluationContext): string | undefined {
    if (!this.sticky) return '';
    return this.by === 'targetingKey' ? targetingKey(context) : keyText(ownProperty(context, this.by));
  }

  /**
   * The hash of a key, or a new draw in its place, as a signed 32-bit number: `>>> 0` makes it the usual one,
   * from 0 to 2^32 − 1.
   */
  hash(key: string): number {
    return this.sticky ? this.#hash.hash(key) : (chance.draw() * HASHES) | 0;
  }
}
