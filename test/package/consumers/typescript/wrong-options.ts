// Each wrong call is an error, so nothing here is `any`: not even where `exports` is unknown to the compiler.
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { type FlagStore, StoreBackend } from '@halyard/core/store';
import { makeFlagGate } from '@halyard/express';
import * as koa from '@halyard/koa';
import * as fastify from '@halyard/fastify';
import * as hono from '@halyard/hono';
import * as nest from '@halyard/nest';
import * as node from '@halyard/node';
import * as fetchStyle from '@halyard/node/fetch';

const store: FlagStore = { name: 'nothing', load: async () => new Map() };
// @ts-expect-error
new StoreBackend(store, { polMs: 1000 });
// @ts-expect-error
new Gate('flagGate', 'new_checkout', { statusCod: 403 });
// @ts-expect-error
makeFlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
koa.makeFlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
node.makeFlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
fetchStyle.makeFlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
fastify.makeFlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
hono.makeFlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
nest.FlagGate('new_checkout', { statusCod: 403 });
// @ts-expect-error
void FeatureFlags.open(new MemoryBackend(), { require: true });
