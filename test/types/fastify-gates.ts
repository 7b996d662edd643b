import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import {
  featureFlags,
  flagStatus,
  makeFlagGate,
  makeKillSwitch,
  requestFlags,
  whenEnabled,
} from '@halyard/fastify';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

const app = fastify();
const secure = fastify({ http2: true });
const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<string> =>
  reply.sent ? '' : request.url;
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// What is meant to compile.
app.register(featureFlags(flags));
app.register(featureFlags(typed, { asyncLocalStorage: true }), { prefix: '/a' });
app.register(
  featureFlags(flags, { context: async (request) => ({ targetingKey: request.ip, plan: request.id }) }),
);
app.addHook('onRequest', makeFlagGate('a')).addHook('onRequest', makeKillSwitch('b'));
app.get('/a', { onRequest: makeKillSwitch('b', { retryAfterSeconds: 120 }) }, handler);
app.get(
  '/a',
  { onRequest: [makeFlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } })] },
  handler,
);
app.route({
  method: 'GET',
  url: '/a',
  onRequest: makeFlagGate('a', { onClosed: (request, reply) => reply.code(403).send(request.ip) }),
  preHandler: makeFlagGate('a', { onClosed: (_request, reply) => reply.callNotFound() }),
  handler,
});
app.get('/a', { onRequest: makeFlagGate('new_checkout', { flags: typed }) }, handler);
app.get('/a', { onRequest: makeKillSwitch('page_size', { flags: typed }) }, handler);
app.get('/a', whenEnabled('a', handler));
app.get('/a', whenEnabled('a', handler, handler, { flags }));
app.get('/a', whenEnabled('a', handler, { onClosed: 'next' }));
app.get('/a', whenEnabled('new_checkout', handler, { flags: typed }));
app.get(
  '/a',
  whenEnabled(
    'a',
    (request, reply) => void reply.send(request.flags.getValue('page_size', 20)),
    async function answer(request) {
      return this.printRoutes() + request.url;
    },
  ),
);
app.get<{ Params: { id: string }; Reply: { id: string } }>(
  '/:id',
  { onRequest: makeFlagGate('a') },
  whenEnabled('a', async (request) => ({ id: request.params.id })),
);
app.get('/healthz', flagStatus(flags));
app.get('/a', async (request) => {
  const on: boolean = request.flags.isEnabled('a');
  const size: number = request.flags.getValue('page_size', 20);
  const all: string[] = requestFlags().enabledFlags();
  return { on, size, all };
});

// Over HTTP/2, and with a logger of the app's own.
secure.register(featureFlags(flags));
secure.addHook('onRequest', makeFlagGate('a'));
secure.get(
  '/a',
  { onRequest: makeFlagGate('a') },
  whenEnabled('a', async (request) => request.raw.stream.id),
);
secure.get('/healthz', (request, reply) => flagStatus(flags)(request as never, reply as never));
const logged = fastify({ loggerInstance: { ...app.log, audit(_what: string): void {} } });
logged.register(featureFlags(flags));
logged.get(
  '/a',
  { onRequest: makeFlagGate('a') },
  whenEnabled('a', async (request) => request.log.audit('a')),
);

// @ts-expect-error -- the hook is made by a call
app.addHook('onRequest', makeFlagGate);
// @ts-expect-error -- featureFlags makes a plugin, and not a hook
app.addHook('onRequest', featureFlags(flags));
const unnamed = async (): Promise<{ name: string }> => ({ name: 'a' });
// @ts-expect-error -- the reply has another type
app.get<{ Reply: { id: string } }>('/a', whenEnabled('a', unnamed));
// @ts-expect-error -- the request's context is given once, by featureFlags
app.get('/a', async (request) => request.flags.isEnabled('a', { targetingKey: 'ann' }));
