import { MemoryBackend } from '../backends/memory.js';
import type { FlagSource } from '../flag/definition.js';
import type { AnyName, FlagTypes, RegisteredFlags } from '../service/define-flags.js';
import { FeatureFlags } from '../service/feature-flags.js';
import type { FeatureFlagsOptions } from '../service/feature-flags-options.js';

/** The flags of a test by name, as `flags.set` takes them. */
export type TestFlags<Types extends FlagTypes = RegisteredFlags> = {
  readonly [Name in AnyName<Types>]?: FlagSource | undefined;
};

/**
 * A service with these flags, at once: nothing to wait for, and nothing to close. It can be written to.
 * Throws `INVALID_NAME`, `INVALID_DEFINITION` and `INVALID_OPTION`.
 *
 * ```ts
 * const app = makeApp(testFlags({ new_checkout: true, page_size: { default: 50 } }));
 * ```
 */
export function testFlags<Types extends FlagTypes = RegisteredFlags>(
  flags: TestFlags<NoInfer<Types>> = {},
  options: FeatureFlagsOptions<Types> = {},
): FeatureFlags<Types> {
  const given = Object.entries<FlagSource | undefined>(flags);
  const initial = given.filter((each): each is [string, FlagSource] => each[1] !== undefined);
  const service = FeatureFlags.lazy<Types>(new MemoryBackend(Object.fromEntries(initial)), options);
  // What memory holds is there before this returns.
  void service.ready();
  return service;
}
