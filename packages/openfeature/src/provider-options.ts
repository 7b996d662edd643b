import { check, type OptionCheck } from '@halyard/core/store';

/** The options of {@link HalyardProvider}. */
export interface HalyardProviderOptions {
  /**
   * The name of the set of flags, such as `shop-production`: `flagSetId` in the metadata of each answer.
   * @default how the backend is built, such as `composite(redis, env)`
   */
  readonly flagSetId?: string;
}

export const providerChecks = { flagSetId: check.string } satisfies Record<
  keyof HalyardProviderOptions,
  OptionCheck
>;
