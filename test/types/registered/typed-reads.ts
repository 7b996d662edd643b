import { defineFlags, type Evaluation, FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags } from '@halyard/express';
import express from 'express';

interface User {
  readonly targetingKey?: string;
  readonly plan?: 'free' | 'pro';
}

declare function someLayout(): 'list' | 'grid';

const appFlags = defineFlags({
  new_checkout: { default: false },
  page_size: { default: 20 },
  layout: { default: someLayout() },
  title: { default: 'Shop' },
  theme: { default: { color: 'red', sizes: [1, 2] } },
  promo: { default: null },
});

declare module '@halyard/core' {
  interface Register {
    flags: typeof appFlags;
    context: User;
  }
}

const flags = await FeatureFlags.open(new MemoryBackend(), { flags: appFlags });
const user: User = { targetingKey: 'alice', plan: 'pro' };

/** `true` if both types are the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const isSame = (..._all: true[]): void => {};

// What is meant to compile.
flags.isEnabled('new_checkout');
flags.isEnabled('new_checkout', user);
flags.isEnabled('new_checkout', { targetingKey: 'alice' });
flags.isEnabled('new_checkout', true, user);
flags.isEnabled('new_checkout', undefined, user);
const layout = flags.getValue('layout');
isSame(true satisfies Same<typeof layout, 'list' | 'grid'>);
const title = flags.getValue('title', undefined, user);
isSame(true satisfies Same<typeof title, string>);
const size = flags.at(user).getValue('page_size');
isSame(true satisfies Same<typeof size, number>);
const theme = flags.getValue('theme', { color: 'blue', sizes: [] }, user);
isSame(true satisfies Same<typeof theme, { readonly color: string; readonly sizes: readonly number[] }>);
const details = flags.getDetails('layout', 'grid', user);
isSame(true satisfies Same<typeof details, Evaluation<'list' | 'grid'>>);
flags.at(user).getDetails('layout');
flags.evaluate('layout', user);
flags.explain('layout', user);
await flags.set('page_size', { default: 30 });
await flags.setMany({ new_checkout: true, page_size: { default: 30 } });
flags.override('page_size', { value: 30 }, { actor: 'ana', reason: 'demo' });
flags.whenEnabled(
  'new_checkout',
  (net: number) => net,
  () => 0,
)(1);
const app = express();
app.use(
  featureFlags(flags, { context: (request) => ({ targetingKey: request.get('x-user') ?? 'anonymous' }) }),
);
app.get('/', (request) => void request.flags.getValue('page_size').toFixed());

// @ts-expect-error -- a misspelt flag
flags.isEnabled('new_chekout');
// @ts-expect-error -- a misspelt flag
flags.at(user).isEnabled('new_chekout');
// @ts-expect-error -- a misspelt flag
flags.getValue('page_sise', 20);
// @ts-expect-error -- a misspelt flag
flags.evaluate('layuot');
// @ts-expect-error -- a misspelt flag
await flags.set('new_chekout', true);
// @ts-expect-error -- a misspelt attribute
flags.isEnabled('new_checkout', { targetingkey: 'alice' });
// @ts-expect-error -- an attribute of the wrong type
flags.isEnabled('new_checkout', { plan: 'gold' });
// @ts-expect-error -- a context is an object
flags.isEnabled('new_checkout', 'alice');
// @ts-expect-error -- the fallback comes before the context
flags.isEnabled('new_checkout', user, true);
// @ts-expect-error -- a fallback of the wrong type
flags.getValue('page_size', '20');
// @ts-expect-error -- a value outside of the union
flags.getValue('layout', 'table');
// @ts-expect-error -- an object of another shape
flags.getValue('theme', { colour: 'blue', sizes: [] });
// @ts-expect-error -- evaluate has no fallback
flags.evaluate('layout', 'list', user);
// @ts-expect-error -- an override is not any value
flags.override('page_size', 30);
// @ts-expect-error -- a misspelt attribute
featureFlags(flags, { context: () => ({ targetingkey: 'alice' }) });
