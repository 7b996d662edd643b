/** A user was given a variant of a flag that decided by who the user is. */
export interface Exposure {
  /** The flag's stored name. */
  readonly flag: string;
  /** Who: the targeting key, or what the option `key` makes of the context. */
  readonly key: string;
  /** The variant. */
  readonly variant: string;
  /** Whether the variant was drawn by a hash of the key, or a rule matched. */
  readonly reason: 'SPLIT' | 'TARGETING_MATCH';
  /** The version of the flag's definition. */
  readonly version: string;
  /** When, in milliseconds since the epoch. */
  readonly time: number;
}

/**
 * Takes a batch of exposures. It is called again with the same batch while it throws or rejects, so a batch may arrive
 * twice: `flag`, `key`, `variant` and `time` together identify an exposure. `signal` is aborted after `timeoutMs`.
 */
export type ExposureSink = (exposures: readonly Exposure[], signal: AbortSignal) => unknown;
