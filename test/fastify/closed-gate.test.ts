import { connect } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { type ClosedHandler, featureFlags, makeFlagGate, whenEnabled } from '@halyard/fastify';
import { expect } from 'chai';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

const behind = async (): Promise<string> => 'behind';

describe('a closed gate in Fastify', () => {
  let flags: FeatureFlags;
  let app: FastifyInstance;
  /** How many answers were sent. */
  let sent: number;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: false, beta: 'users:ann' }));
    app = fastify();
    sent = 0;
    // An answer is not yet sent when the gate or its onClosed function returns.
    app.addHook('onSend', () => {
      sent++;
      return new Promise((resolve) => void setImmediate(resolve));
    });
    await app.register(featureFlags(flags, { context: async (request) => ({ targetingKey: request.ip }) }));
  });

  afterEach(async () => {
    await app.close();
    await flags.close();
  });

  it('answers before the body is read and the request is validated', async () => {
    const schema = { querystring: { type: 'object', required: ['id'] } };
    app.post('/x', { schema, onRequest: makeFlagGate('new_checkout') }, behind);
    const send = () =>
      app.inject({ method: 'POST', url: '/x', headers: { 'content-type': 'application/json' }, body: '{' });
    expect((await send()).statusCode).to.equal(404);
    await flags.enable('new_checkout');
    expect((await send()).statusCode).to.equal(400);
  });

  for (const [name, gated] of Object.entries({ 'at once': 'new_checkout', 'after waiting': 'beta' })) {
    it(`gives the app's own 404, closed ${name}`, async () => {
      app.setNotFoundHandler((_request, reply) => reply.code(404).send('no such page'));
      const onClosed = (_request: FastifyRequest, reply: FastifyReply): void => reply.callNotFound();
      app.get('/x', { onRequest: makeFlagGate(gated, { onClosed }) }, behind);
      const { statusCode, body } = await app.inject('/x');
      expect({ statusCode, body }).to.deep.equal({ statusCode: 404, body: 'no such page' });
    });
  }

  const answers: Record<string, (request: FastifyRequest, reply: FastifyReply) => unknown> = {
    'sends it': (_request, reply) => reply.code(403).send({ sorry: true }),
    'returns it': (_request, reply) => {
      reply.code(403);
      return { sorry: true };
    },
    'resolves with it': async (_request, reply) => {
      reply.code(403);
      return { sorry: true };
    },
    'sends it and resolves with the reply': async (_request, reply) => reply.code(403).send({ sorry: true }),
  };
  for (const [name, onClosed] of Object.entries(answers)) {
    it(`takes the answer of an onClosed function that ${name}`, async () => {
      app.get('/x', { onRequest: makeFlagGate('new_checkout', { onClosed }) }, behind);
      const { statusCode, body } = await app.inject('/x');
      expect({ statusCode, body }).to.deep.equal({ statusCode: 403, body: '{"sorry":true}' });
      expect(sent).to.equal(1);
    });
  }

  for (const [way, mount] of Object.entries({
    'in a hook': (onClosed: ClosedHandler) =>
      app.get('/x', { onRequest: makeFlagGate('new_checkout', { onClosed }) }, behind),
    'around a handler': (onClosed: ClosedHandler) =>
      app.get('/x', whenEnabled('new_checkout', behind, { onClosed })),
  })) {
    it(`passes on the error with which an onClosed function calls next, ${way}`, async () => {
      mount((_request, _reply, next) => next(Object.assign(new Error('teapot'), { statusCode: 418 })));
      const { statusCode, body } = await app.inject('/x');
      expect(statusCode).to.equal(418);
      expect(body).to.contain('teapot');
    });
  }

  it("removes the headers of another answer that were set on Node's response", async () => {
    app.addHook('onRequest', async (_request, reply) => void reply.raw.setHeader('ETag', '"a"'));
    app.get('/x', { onRequest: makeFlagGate('new_checkout') }, behind);
    expect((await app.inject('/x')).headers).not.to.have.property('etag');
  });

  it('is closed for the plugin it is in, and for no other', async () => {
    await app.register(async (inner) =>
      inner.addHook('onRequest', makeFlagGate('new_checkout')).get('/x', behind),
    );
    await app.register(async (inner) => inner.get('/y', behind));
    expect((await app.inject('/x')).statusCode).to.equal(404);
    expect((await app.inject('/y')).statusCode).to.equal(200);
  });

  it('does not show the flag in the answer that Fastify makes of its error', async () => {
    app.get(
      '/x',
      { onRequest: makeFlagGate('new_checkout', { onClosed: 'error', statusCode: 403 }) },
      behind,
    );
    const { statusCode, body } = await app.inject('/x');
    expect(statusCode).to.equal(403);
    expect(JSON.parse(body)).to.deep.equal({
      statusCode: 403,
      code: 'FORBIDDEN',
      error: 'Forbidden',
      message: 'This resource is not available.',
    });
  });

  it('works over HTTP/2', async () => {
    const secure = fastify({ http2: true });
    await secure.register(featureFlags(flags));
    secure.get('/x', { onRequest: makeFlagGate('new_checkout') }, behind);
    await secure.listen({ host: '127.0.0.1', port: 0 });
    const session = connect(`http://127.0.0.1:${(secure.server.address() as AddressInfo).port}`);
    try {
      const stream = session.request({ ':path': '/x' });
      const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
      expect(headers[':status']).to.equal(404);
      expect(headers['content-type']).to.equal('application/problem+json');
      expect(JSON.parse(await text(stream))).to.include({ status: 404 });
    } finally {
      session.close();
      await secure.close();
    }
  });
});
