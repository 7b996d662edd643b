// Written for Express. A test compiles it for each adapter, with the adapter's name in the import.
import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/express';

const handler = (): never => {
  throw new Error('not called');
};
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// @ts-expect-error -- a gate needs a name
makeFlagGate();
// @ts-expect-error -- a name is text
makeFlagGate(42);
// @ts-expect-error -- a misspelt option
makeFlagGate('a', { statuscode: 403 });
// @ts-expect-error -- an option of the wrong type
makeFlagGate('a', { enabled: 'yes' });
// @ts-expect-error -- would run what the gate closes
makeFlagGate('a', { onClosed: 'next' });
// @ts-expect-error -- would run what the switch closes
makeKillSwitch('a', { onClosed: 'next' });
// @ts-expect-error -- which way round a kill switch works is settled
makeKillSwitch('a', { enabled: true });
// @ts-expect-error -- a name that these flags do not have
makeFlagGate('new_chekout', { flags: typed });
// @ts-expect-error -- a name that these flags do not have
makeKillSwitch('new_chekout', { flags: typed });
// @ts-expect-error -- a name that these flags do not have
whenEnabled('new_chekout', handler, { flags: typed });
// @ts-expect-error -- a name that these flags do not have
whenEnabled('new_chekout', handler, handler, { flags: typed });
// @ts-expect-error -- a handler is a function
whenEnabled('a', 'handler');
// @ts-expect-error -- the second handler answers, so that a status has no effect
whenEnabled('a', handler, handler, { statusCode: 404 });
// @ts-expect-error -- the second handler answers, so that there is nothing left to do
whenEnabled('a', handler, handler, { onClosed: 'error' });
// @ts-expect-error -- the promise was not awaited
featureFlags(FeatureFlags.open(new MemoryBackend()));
// @ts-expect-error -- the backend is not the service
featureFlags(new MemoryBackend());
// @ts-expect-error -- a context is an object
featureFlags(flags, { context: () => 'ann' });
// @ts-expect-error -- a misspelt option
featureFlags(flags, { asynclocalstorage: true });
