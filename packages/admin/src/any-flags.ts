import type { FeatureFlags, JsonValue } from '@halyard/core';

/** The flags of any app. `FeatureFlags` alone would be those that the app this is compiled with has registered. */
export type AnyFlags = FeatureFlags<{ readonly [name: string]: JsonValue }>;
