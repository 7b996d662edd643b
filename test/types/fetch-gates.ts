import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import {
  featureFlags,
  flagStatus,
  type FlagsMiddleware,
  type Handler,
  makeFlagGate,
  makeKillSwitch,
  type Middleware,
  requestFlags,
  whenEnabled,
} from '@halyard/node/fetch';

const handler: Handler = async (request) => new Response(request.url);
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// What is meant to compile.
const mounts: readonly FlagsMiddleware[] = [
  featureFlags(flags),
  featureFlags(typed, { asyncLocalStorage: true }),
  featureFlags(flags, {
    context: async (request) => ({ targetingKey: request.headers.get('x-user') ?? undefined }),
  }),
];
const made: readonly Middleware[] = [
  makeFlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } }),
  makeFlagGate('a', { onClosed: (request, next) => (request.url ? new Response() : next()) }),
  makeFlagGate('new_checkout', { flags: typed }),
  makeKillSwitch('b', { retryAfterSeconds: 120 }),
  makeKillSwitch('page_size', { flags: typed }),
  whenEnabled('a', handler),
  whenEnabled('a', handler, handler),
  whenEnabled('a', handler, makeFlagGate('b'), { flags }),
  whenEnabled('a', handler, { onClosed: 'next' }),
  whenEnabled('new_checkout', handler, { flags: typed }),
];
const [withFlags, gate] = [mounts[0]!, made[0]!];
const status = flagStatus(flags);

export const server = {
  fetch(request: Request): Response | Promise<Response> {
    return withFlags(request, () => route(request));
  },
};

async function route(request: Request): Promise<Response> {
  withFlags(request);
  const on: boolean = requestFlags(request).isEnabled('a');
  const size: number = requestFlags().getValue('page_size', 20);
  if (on) return gate(request, () => new Response(String(size)));
  return (await gate(request)) ?? status(request);
}

// @ts-expect-error -- a gate may have let the request through
export const answer: Response = await gate(new Request('https://shop.example'));
// @ts-expect-error -- the middleware is made by a call
export const unmade: Middleware = makeFlagGate;
// @ts-expect-error -- the request's context is given once, by featureFlags
requestFlags().isEnabled('a', { targetingKey: 'ann' });
