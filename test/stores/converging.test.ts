import type { Backend } from '@halyard/core';
import { EtcdBackend } from '@halyard/stores/etcd';
import { RemoteBackend } from '@halyard/stores/remote';
import { after, before, describe, it } from 'mocha';
import { TOKENS } from '../admin/admin-server.js';
import { untilState } from '../support/backend-events.js';
import { FLIPS, flipAtRandom, SEED } from '../support/random-flips.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { EtcdServer } from './etcd/etcd-server.js';
import { Upstream } from './remote/upstream.js';

const REPLICAS = 4;

/** No poll finds anything while changes are pushed: one that is missed stays missed. */
const OPTIONS = { livePollMs: 3_600_000, pollMs: 50 };

describe('replicas whose connections are cut now and then, after random flips', function () {
  this.timeout(60_000 + FLIPS * 50);
  let etcd: EtcdServer;
  let upstream: Upstream;

  before(async () => {
    etcd = await EtcdServer.start();
    upstream = new Upstream();
    await upstream.start();
  });
  after(async () => {
    await upstream.kill();
    await etcd.stop();
  });

  const following = async (
    port: number,
    replicaOf: (url: string) => Backend,
    work: (replicas: readonly Backend[], network: TcpProxy) => Promise<void>,
  ): Promise<void> => {
    const network = await TcpProxy.start({ host: '127.0.0.1', port });
    const replicas = Array.from({ length: REPLICAS }, () => replicaOf(`http://127.0.0.1:${network.port}`));
    try {
      for (const replica of replicas) {
        await replica.open();
        await untilState(replica, 'live');
      }
      await work(replicas, network);
    } finally {
      for (const replica of replicas) await replica.close();
      await network.close();
    }
  };
  const title = `each has what is stored (HALYARD_FLIPS=${FLIPS} HALYARD_SEED=${SEED})`;

  it(`etcd: ${title}`, () =>
    following(
      etcd.port,
      (url) => new EtcdBackend(url, OPTIONS),
      (replicas, network) =>
        flipAtRandom(replicas, {
          change: (name, text) => etcd.change(`feature_flags/${name}`, text),
          stored: async () => (await etcd.all('feature_flags/')).entries(),
          disturb: () => network.cut(),
        }),
    ));

  it(`another Halyard: ${title}`, () =>
    following(
      upstream.port,
      (url) => new RemoteBackend(url, { token: TOKENS.writer, ...OPTIONS }),
      (replicas, network) =>
        flipAtRandom(replicas, {
          change: async (name, text) => upstream.store.change(name, text),
          stored: async () => upstream.store.texts.entries(),
          disturb: () => network.cut(),
        }),
    ));
});
