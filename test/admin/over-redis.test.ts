import { RedisBackend } from '@halyard/redis';
import type { HistoryEntry } from '@halyard/core';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { type AdminServer, withServer } from './admin-server.js';
import { EventClient } from './event-client.js';

describe('two servers on one Redis', () => {
  let redis: RedisServer;
  before(async () => {
    redis = await RedisServer.start();
  });
  beforeEach(() => redis.cli('FLUSHALL'));
  after(() => redis.stop());

  const withTwo = (test: (one: AdminServer, other: AdminServer) => Promise<void>): Promise<void> =>
    withServer(
      (one) => withServer((other) => test(one, other), new RedisBackend(redis.url)),
      new RedisBackend(redis.url),
    );

  it("tell of each other's changes, and of those made in Redis itself", () =>
    withTwo(async (one, other) => {
      const client = await EventClient.open(other.origin);
      await client.next('status');
      await one.send('/api/v1/flags/alpha', { method: 'PUT', body: '"25%"' });
      expect((await client.next('change'))!.data).to.have.nested.property('flag.text', '25%');
      await redis.cli('HSET', 'feature_flags', 'alpha', 'on');
      expect((await client.next('change'))!.data).to.have.nested.property('flag.state', 'on');
      client.close();
    }));

  it('never overwrite each other unseen', () =>
    withTwo(async (one, other) => {
      await one.send('/api/v1/flags/alpha', { method: 'PUT', body: true });
      const seen = await until('the other has it', async () => {
        const { status, headers } = await other.send('/api/v1/flags/alpha');
        return status === 200 && headers.get('etag')!;
      });
      const headers = { 'If-Match': seen };
      const writes = await Promise.all(
        [one, other].map((server, i) =>
          server.send('/api/v1/flags/alpha', { method: 'PUT', body: `"${i + 1}%"`, headers }),
        ),
      );
      expect(writes.map(({ status }) => status).sort((a, b) => a - b)).to.deep.equal([200, 412]);
      const [won, lost] = writes.sort((a, b) => a.status - b.status);
      expect(lost!.json['current']).to.include({ text: won!.json['text'] });
    }));

  it('have one history, and each can undo what the other did', () =>
    withTwo(async (one, other) => {
      await one.send('/api/v1/flags/alpha?comment=first', { method: 'PUT', body: '"25%"' });
      await one.send('/api/v1/flags/alpha', { method: 'PUT', body: '"50%"' });
      const { json } = await other.send<{ items: readonly HistoryEntry[] }>('/api/v1/flags/alpha/history');
      expect(json.items.map(({ before: was, after: is, actor }) => `${was} ${is} ${actor}`)).to.deep.equal([
        '25% 50% ana',
        'null 25% ana',
      ]);
      expect(json.items[1]).to.include({ comment: 'first' });
      await until('the other has it', () => other.flags.definition('alpha')?.text === '50%');
      expect((await other.send('/api/v1/flags/alpha/undo', { method: 'POST' })).json).to.include({
        text: '25%',
      });
    }));
});
