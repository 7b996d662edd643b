import type { FeatureFlags, JsonValue } from '@halyard/core';

/** The flags of any app. Plain `FeatureFlags` would be limited to the flags that the compiled app has registered. */
export type AnyFlags = FeatureFlags<{ readonly [name: string]: JsonValue }>;
