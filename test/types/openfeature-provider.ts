import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { HalyardProvider } from '@halyard/openfeature';
import { OpenFeature } from '@openfeature/server-sdk';

const appFlags = defineFlags({ page_size: { default: 20 }, new_checkout: { default: false } });

// The flags of any app make a provider, declared or not.
const declared = await FeatureFlags.open(new MemoryBackend(), { flags: appFlags });
await OpenFeature.setProviderAndWait(new HalyardProvider(declared, { flagSetId: 'shop' }));
await OpenFeature.setProviderAndWait(new HalyardProvider(await FeatureFlags.open(new MemoryBackend())));

// @ts-expect-error -- an option of this name does not exist
const misspelt = new HalyardProvider(declared, { flagSet: 'shop' });
// @ts-expect-error -- a backend is not the flags
const backend = new HalyardProvider(new MemoryBackend());
void [misspelt, backend];
