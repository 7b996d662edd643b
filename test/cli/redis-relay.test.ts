import { RemoteBackend } from '@halyard/stores/remote';
import { expect } from 'chai';
import { untilHolds, untilState } from '../support/backend-events.js';
import { RedisServer } from '../support/redis-server.js';
import { seededRandom } from '../support/seeded-random.js';
import { eventually, until } from '../support/until.js';
import { FlagFile } from './flag-file.js';
import { type Relay, Relays, TOKEN } from './relays.js';

/** No poll finds anything: what a relay does not pass on stays missing. */
const PUSHED = { livePollMs: 3_600_000, pollMs: 50, rewatchMs: 50 };

describe('a chain of relays that follows Redis', () => {
  let file: FlagFile;
  let redis: RedisServer;
  let relays: Relays;
  let first: Relay;
  let second: Relay;
  let client: RemoteBackend;

  const startFirst = (): Promise<Relay> =>
    relays.serve(['--upstream', redis.url, '--persist', 'first.json'], first?.port);
  const startSecond = (): Promise<Relay> => relays.serve(['--upstream', first.url], second?.port);
  const stored = async (): Promise<Record<string, string>> => {
    const words = (await redis.cli('HGETALL', 'feature_flags')).split('\n');
    return Object.fromEntries(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!]] : [])));
  };
  /** Resolves once the client has what Redis has. Nothing is written meanwhile. */
  const untilPassedOn = async (): Promise<void> => untilHolds(client, await stored(), 15_000);

  before(async () => {
    file = new FlagFile();
    relays = new Relays(file.folder);
    redis = await RedisServer.start({ persistent: true });
    await redis.cli('HSET', 'feature_flags', 'beta', 'on');
    first = await startFirst();
    second = await startSecond();
    client = new RemoteBackend(second.url, { token: TOKEN, ...PUSHED });
    await client.open();
    await untilState(client, 'live');
  });

  after(async () => {
    await client.close();
    await relays.stop();
    await redis.stop();
    file.remove();
  });

  it('passes a raw HSET on, and answers 304 to who has the export', async () => {
    await redis.cli('HSET', 'feature_flags', 'beta', '25%');
    await untilPassedOn();
    // What other relays and replicas ask for.
    const path = 'api/v1/export?format=stored';
    const tag = (await second.call(path)).headers.get('etag')!;
    const known = { headers: { 'If-None-Match': tag } };
    // Each relay of a fleet gives the same tag.
    expect((await first.call(path, known)).status).to.equal(304);
    await redis.cli('HSET', 'feature_flags', 'beta', '50%');
    await untilPassedOn();
    expect((await second.call(path, known)).status).to.equal(200);
    expect(await (await second.call('api/v1/export')).json()).to.deep.equal({ beta: '50%' });
  });

  it('misses no flip when a relay is killed under load', async () => {
    const random = seededRandom(3);
    const over = new AbortController();
    let flips = 0;
    const load = (async () => {
      while (!over.signal.aborted) {
        const lines = Array.from({ length: 10 }, () => {
          const name = `flag_${Math.floor(random() * 20)}`;
          return random() < 0.2
            ? `HDEL feature_flags ${name}`
            : `HSET feature_flags ${name} ${flips++ % 100}%`;
        });
        await redis.lines(...lines);
      }
    })();
    const killed = async (relay: Relay): Promise<void> => {
      const before = flips;
      await relay.process.stop('SIGKILL');
      await until('flips come while it is away', () => flips > before + 50);
    };
    await killed(second);
    second = await startSecond();
    await killed(first);
    first = await startFirst();
    over.abort();
    await load;
    await untilPassedOn();
    await untilState(client, 'live');
  });

  it('survives an outage of Redis, and starts from its file meanwhile', async () => {
    await redis.cli('HSET', 'feature_flags', 'beta', '10%');
    await untilPassedOn();
    const before = await stored();
    await redis.kill();
    await eventually('the outage is known to the last', () =>
      /reports: .* is stale itself: .*Redis can't be reached/.test(client.status().problem ?? ''),
    );
    await first.process.stop();
    first = await startFirst();
    expect(await (await first.call('api/v1/export')).json()).to.deep.equal(before);
    expect((await first.status()).state).to.equal('stale');
    await untilState(client, 'live');
    await untilHolds(client, before);
    expect(await second.set('beta', 'off')).to.equal(502);
    await redis.restart();
    await redis.cli('HSET', 'feature_flags', 'beta', '75%');
    await untilPassedOn();
  });
});
