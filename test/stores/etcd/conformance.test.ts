import { backendSuite, runSections } from '@halyard/conformance';
import { EtcdBackend } from '@halyard/stores/etcd';
import { after, before, describe, it } from 'mocha';
import { EtcdServer } from './etcd-server.js';

describe('etcd', () => {
  let server: EtcdServer;
  let cases = 0;

  before(async () => {
    server = await EtcdServer.start();
  });
  after(() => server.stop());

  const sections = backendSuite({
    name: 'EtcdBackend',
    create: async (stored) => {
      // Each case has keys of its own.
      const prefix = `case ${++cases}/`;
      for (const [name, text] of stored) {
        // etcd takes no request of two megabytes.
        await server.change(prefix + name, text.length > 1_000_000 ? text.slice(0, 1_100_000) : text);
      }
      return {
        backend: new EtcdBackend(server.url, { prefix }),
        change: (name, text) => server.change(prefix + name, text),
      };
    },
  });
  runSections(sections, { describe, it });
});
