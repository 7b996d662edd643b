import { createServer } from 'node:http';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { type Handler, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/node';
import { expect } from 'chai';
import request from 'supertest';

const behind: Handler = (_request, response) => response.end('behind');

describe('middleware of node:http as a listener', () => {
  let flags: FeatureFlags;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: false, search: true }));
  });

  afterEach(() => flags.close());

  it('is a listener of a server by itself', async () => {
    const server = createServer(whenEnabled('search', behind, (_req, res) => res.end('old'), { flags }));
    expect((await request(server).get('/')).text).to.equal('behind');
    await flags.disable('search');
    expect((await request(server).get('/')).text).to.equal('old');
  });

  it('answers 404 without a next to go on to', async () => {
    for (const gate of [makeFlagGate('search', { flags }), makeKillSwitch('new_checkout', { flags })]) {
      const response = await request(createServer(gate)).get('/');
      expect(response.status).to.equal(404);
      expect(response.text).to.equal('Not Found\n');
    }
  });

  it('answers with the status, headers and message of a closed gate without a next for its error', async () => {
    const options = { flags, onClosed: 'error', statusCode: 503, detail: 'Back tomorrow' } as const;
    const response = await request(createServer(makeFlagGate('new_checkout', options))).get('/');
    expect(response.status).to.equal(503);
    expect(response.text).to.equal('Back tomorrow\n');
    expect(response.headers).to.include({ 'retry-after': '60', 'cache-control': 'private, no-store' });
  });

  it('cuts off an answer that a failing handler has begun', async () => {
    const fault = Object.assign(new Error('fault'), { status: 400 });
    const broken = whenEnabled(
      'search',
      (_req, res) => {
        res.write('begun');
        throw fault;
      },
      { flags },
    );
    const cut = await request(createServer(broken))
      .get('/')
      .then(
        () => undefined,
        (error: Error) => error,
      );
    expect(cut).to.be.an('error');
  });

  it('prints an error without a next for it, and answers 500 without its message', async () => {
    const fault = new Error('secret');
    const printed: unknown[] = [];
    const { error: print } = console;
    console.error = (...args: unknown[]) => printed.push(...args);
    try {
      const broken = whenEnabled('search', async () => Promise.reject(fault), { flags });
      const response = await request(createServer(broken)).get('/');
      expect(response.status).to.equal(500);
      expect(response.text).to.equal('Internal Server Error\n');
    } finally {
      console.error = print;
    }
    expect(printed).to.deep.equal([fault]);
  });
});
