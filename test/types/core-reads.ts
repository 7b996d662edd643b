import { FeatureFlags, MemoryBackend } from '@halyard/core';

interface User {
  readonly id: string;
  readonly plan: string;
}

const flags = await FeatureFlags.open(new MemoryBackend());

// Without a registration any name may be asked for, with any fallback and any attributes.
const on: boolean = flags.isEnabled('anything', { targetingKey: 7, plan: 'pro', nested: { a: [1] } });
const size: number = flags.getValue('page_size', 20, { joined: new Date() });
const text: string = flags.getDetails('title', 'Shop').value;
const list: readonly number[] = flags.getValue('sizes', [1, 2]);
const name = String(Math.random());
flags.isEnabled(name);
await flags.setMany(new Map([['a', 'on']]));
void [on, size, text, list];

// @ts-expect-error -- without a declaration there is no type without a fallback
flags.getValue('page_size');
// @ts-expect-error -- a context is an object
flags.isEnabled('a', 'alice');
// @ts-expect-error -- the fallback comes before the context
flags.isEnabled('a', { targetingKey: 'alice' }, true);
// @ts-expect-error -- a key is text or a number
flags.isEnabled('a', { targetingKey: { id: 7 } });
// @ts-expect-error -- a misspelt key of a definition
await flags.set('a', { rulez: [] });
// @ts-expect-error -- where by and seed stood before
await flags.set('a', { rules: [{ rollout: { percent: 5, by: 'companyId' } }] });
// @ts-expect-error -- ifVersion is of one flag
await flags.setMany({ a: true }, { ifVersion: null });

export type { User };
