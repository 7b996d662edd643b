import { createServer } from 'node:http';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { flagStatus } from '@halyard/node';
import { expect } from 'chai';
import request from 'supertest';

describe('flagStatus in node:http', () => {
  it('answers with the status of the flags, never to be cached', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ a: true }));
    const response = await request(createServer(flagStatus(flags))).get('/');
    expect(response.status).to.equal(200);
    expect(response.headers).to.include({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(response.body).to.deep.equal(JSON.parse(JSON.stringify(flags.status())));
    await flags.close();
  });
});
