import { backendSuite, runSections } from '@halyard/conformance';
import { ConsulBackend } from '@halyard/stores/consul';
import { after, before, describe, it } from 'mocha';
import { ConsulServer } from '../../support/consul-server.js';

describe('Consul', () => {
  let server: ConsulServer;
  let cases = 0;

  before(async () => {
    server = await ConsulServer.start();
  });
  after(() => server.stop());

  const sections = backendSuite({
    name: 'ConsulBackend',
    create: (stored) => {
      // Each case has keys of its own.
      const prefix = `case ${++cases}/`;
      for (const [name, text] of stored) server.change(prefix + name, text);
      return {
        backend: new ConsulBackend(server.url, { prefix }),
        change: async (name, text) => server.change(prefix + name, text),
      };
    },
  });
  runSections(sections, { describe, it });
});
