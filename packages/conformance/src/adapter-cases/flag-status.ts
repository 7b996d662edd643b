import assert from 'node:assert/strict';
import { FeatureFlags } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import type { AdapterCase } from './adapter-case.js';

export const flagStatusCases: readonly AdapterCase[] = [
  {
    name: 'answers 200 with the status of the flags as JSON, never to be cached',
    async test(lab) {
      const flags = await lab.flags({ beta: true });
      const { status, headers, body } = await (await lab.serve(lab.adapter.flagStatus(flags))).request();
      assert.equal(status, 200);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(headers.get('content-length'), String(new TextEncoder().encode(body).length));
      assert.deepEqual(JSON.parse(body), JSON.parse(JSON.stringify(flags.status())));
    },
  },
  {
    name: 'answers 200 although no flag could be read, and says why',
    async test(lab) {
      const load = (): Promise<never> => Promise.reject(new Error('the door is shut'));
      const backend = new StoreBackend({ name: 'room', load });
      const flags = await FeatureFlags.open(backend, { startTimeoutMs: 1, logger: false });
      try {
        const { status, body } = await (await lab.serve(lab.adapter.flagStatus(flags))).request();
        assert.equal(status, 200);
        const { name, state, reason } = JSON.parse(body) as Readonly<Record<string, unknown>>;
        assert.deepEqual(
          { name, state, reason },
          { name: 'room', state: 'failed', reason: 'the door is shut' },
        );
      } finally {
        await flags.close();
      }
    },
  },
  {
    name: 'answers HEAD with the headers of GET and no body',
    async test(lab) {
      const client = await lab.serve(lab.adapter.flagStatus(await lab.flags()));
      const { head, body } = await client.raw('HEAD / HTTP/1.1');
      assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
      assert.match(head, /\r\nContent-Length: [1-9]/i);
      assert.equal(body, '');
    },
  },
];
