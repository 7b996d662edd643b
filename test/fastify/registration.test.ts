import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import { json } from 'node:stream/consumers';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, requestFlags } from '@halyard/fastify';
import { expect } from 'chai';
import fastify, { type FastifyInstance } from 'fastify';

const behind = async (): Promise<string> => 'behind';

describe('featureFlags in Fastify', () => {
  let flags: FeatureFlags;
  let app: FastifyInstance;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ open: true, beta: 'users:ann' }), { logger: false });
    app = fastify();
  });

  afterEach(async () => {
    await app.close();
    await flags.close();
  });

  it('serves gates in hooks and routes, though its registration is not awaited', async () => {
    app.register(featureFlags(flags));
    app.addHook('onRequest', makeFlagGate('open'));
    app.get('/x', { onRequest: makeFlagGate('open') }, behind);
    expect((await app.inject('/x')).statusCode).to.equal(200);
  });

  it('has a gate in a hook before it say what is missing', async () => {
    app.addHook('onRequest', makeFlagGate('open'));
    app.register(featureFlags(flags));
    app.get('/x', behind);
    const { statusCode, body } = await app.inject('/x');
    expect(statusCode).to.equal(500);
    expect(body).to.contain('app.register(featureFlags(flags)) is missing before this route');
  });

  it('gives a plugin a context of its own, and its siblings none of it', async () => {
    const asking = async (inner: FastifyInstance): Promise<void> => {
      inner.get('/', async (request) => String(request.flags.isEnabled('beta')));
    };
    await app.register(featureFlags(flags));
    await app.register(
      async (inner) => {
        await inner.register(featureFlags(flags, { context: () => ({ targetingKey: 'ann' }) }));
        await inner.register(asking);
      },
      { prefix: '/ann' },
    );
    await app.register(asking, { prefix: '/anyone' });
    expect((await app.inject('/ann')).body).to.equal('true');
    expect((await app.inject('/anyone')).body).to.equal('false');
  });

  it('lets requestFlags find the flags after a body that came later', async () => {
    await app.register(featureFlags(flags, { asyncLocalStorage: true }));
    app.post('/', async ({ body }) => ({ body, open: requestFlags().isEnabled('open') }));
    const arrived = new Promise<void>((resolve) => {
      app.addHook('preParsing', async () => resolve());
    });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const asked = send(origin, { method: 'POST', headers: { 'Content-Type': 'application/json' } });
    const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
    asked.write('{"a"');
    await arrived;
    // So that the server has begun to read before the rest comes.
    await new Promise((resolve) => void setImmediate(resolve));
    asked.end(':1}');
    const [answer] = await answered;
    expect(await json(answer)).to.deep.equal({ body: { a: 1 }, open: true });
  });

  it('lets requestFlags find the flags of the service that was registered last', async () => {
    const other = await FeatureFlags.open(new MemoryBackend({ open: false }));
    await app.register(featureFlags(flags, { asyncLocalStorage: true }));
    await app.register(featureFlags(other, { asyncLocalStorage: true }));
    app.get('/', async () => String(requestFlags().isEnabled('open')));
    expect((await app.inject('/')).body).to.equal('false');
    await other.close();
  });

  it('says in the list of plugins what it is', async () => {
    await app.register(featureFlags(flags));
    expect(app.hasPlugin('@halyard/fastify')).to.equal(true);
  });
});
