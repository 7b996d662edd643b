import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, whenEnabled } from '@halyard/fastify';
import { expect } from 'chai';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

type Answering = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Each way in which a handler of Fastify answers. */
const HANDLERS: Readonly<Record<string, Answering>> = {
  'sends at once': (_request, reply) => void reply.send('answer'),
  'sends later': (_request, reply) => void setImmediate(() => reply.send('answer')),
  'returns what it sends': (_request, reply) => reply.send('answer'),
  'returns the answer': () => 'answer',
  'resolves with the answer': async () => 'answer',
  'sends and resolves with the reply': async (_request, reply) => reply.send('answer'),
};

describe('whenEnabled in Fastify', () => {
  let flags: FeatureFlags;
  let app: FastifyInstance;
  /** How many answers were sent. */
  let sent: number;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ search: true, shut: false, beta: 'users:ann' }));
    app = fastify();
    sent = 0;
    // An answer is not yet sent when the handler returns.
    app.addHook('onSend', () => {
      sent++;
      return new Promise((resolve) => void setImmediate(resolve));
    });
    await app.register(featureFlags(flags, { context: async () => ({ targetingKey: 'ann' }) }));
  });

  afterEach(async () => {
    await app.close();
    expect(sent).to.equal(1);
    await flags.close();
  });

  for (const [when, name] of Object.entries({ 'at once': 'search', 'after waiting': 'beta' })) {
    for (const [how, handler] of Object.entries(HANDLERS)) {
      it(`decides ${when}, and takes a handler that ${how}`, async () => {
        app.get('/', whenEnabled(name, handler));
        const { statusCode, body } = await app.inject('/');
        expect({ statusCode, body }).to.deep.equal({ statusCode: 200, body: 'answer' });
      });
    }

    it(`decides ${when}, and sends null for a handler that returns it`, async () => {
      app.get(
        '/',
        whenEnabled(name, (): unknown => null),
      );
      expect((await app.inject('/')).body).to.equal('null');
    });

    it(`decides ${when}, and answers once when it is closed`, async () => {
      app.get(
        '/',
        whenEnabled(name, () => 'answer', { enabled: false }),
      );
      const { statusCode, headers } = await app.inject('/');
      expect(statusCode).to.equal(404);
      expect(headers['content-type']).to.equal('application/problem+json');
    });

    it(`decides ${when}, and sends what a handler throws to the error handler`, async () => {
      const errors: unknown[] = [];
      app.setErrorHandler((error, _request, reply) => {
        errors.push(error);
        return reply.code(500).send('sorry');
      });
      const fault = { not: 'an error' };
      app.get(
        '/',
        whenEnabled(name, () => {
          throw fault;
        }),
      );
      expect((await app.inject('/')).body).to.equal('sorry');
      expect(errors).to.deep.equal([fault]);
    });
  }

  it('gives the app\'s own 404 with onClosed "next", and runs no handler', async () => {
    app.setNotFoundHandler(async (request, reply) => reply.code(404).send(`no page ${request.url}`));
    let runs = 0;
    app.get(
      '/x',
      whenEnabled('shut', () => String(runs++), { onClosed: 'next' }),
    );
    const { statusCode, body } = await app.inject('/x');
    expect({ statusCode, body, runs }).to.deep.equal({ statusCode: 404, body: 'no page /x', runs: 0 });
  });

  it('calls handlers on the app they are in', async () => {
    app.decorate('title', 'shop');
    app.get(
      '/',
      whenEnabled('search', function handler() {
        return String(this.hasDecorator('title'));
      }),
    );
    expect((await app.inject('/')).body).to.equal('true');
  });

  it('serves HEAD for GET without a body', async () => {
    app.get(
      '/',
      whenEnabled('search', () => 'answer'),
    );
    const { headers, body } = await app.inject({ method: 'HEAD', url: '/' });
    expect({ length: headers['content-length'], body }).to.deep.equal({ length: '6', body: '' });
  });
});
