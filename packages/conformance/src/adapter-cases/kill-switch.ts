import assert from 'node:assert/strict';
import type { AdapterCase } from './adapter-case.js';

export const killSwitchCases: readonly AdapterCase[] = [
  {
    name: 'lets requests through until its flag is on, then answers 503 and when to come back',
    async test(lab) {
      const { featureFlags, makeKillSwitch } = lab.adapter;
      const flags = await lab.flags({ export_down: false });
      const behind = lab.behind();
      const client = await lab.serve(featureFlags(flags), makeKillSwitch('export_down'), behind.middleware);
      assert.equal((await client.request()).status, 200);
      await flags.enable('export_down');
      const { status, headers } = await client.request();
      assert.equal(status, 503);
      assert.equal(headers.get('retry-after'), '60');
      assert.equal(headers.get('cache-control'), 'private, no-store');
      assert.equal(behind.runs, 1);
    },
  },
  {
    name: 'takes the options of a gate',
    async test(lab) {
      const { makeKillSwitch } = lab.adapter;
      const flags = await lab.flags({ export_down: true });
      const killSwitch = makeKillSwitch('export_down', {
        flags,
        retryAfterSeconds: 120,
        code: 'EXPORT_DOWN',
      });
      const { headers, body } = await (await lab.serve(killSwitch)).request();
      assert.equal(headers.get('retry-after'), '120');
      assert.equal((JSON.parse(body) as { code: string }).code, 'EXPORT_DOWN');
    },
  },
  {
    name: 'takes an onClosed function',
    async test(lab) {
      const { makeKillSwitch } = lab.adapter;
      const flags = await lab.flags({ export_down: true });
      const onClosed = lab.subject.middleware(() => 'mended soon');
      const client = await lab.serve(
        makeKillSwitch('export_down', { flags, onClosed }),
        lab.behind().middleware,
      );
      assert.equal((await client.request()).body, 'mended soon');
    },
  },
  {
    name: 'stops every method, OPTIONS and HEAD included',
    async test(lab) {
      const { makeKillSwitch } = lab.adapter;
      const flags = await lab.flags({ export_down: true });
      const behind = lab.behind();
      const client = await lab.serve(makeKillSwitch('export_down', { flags }), behind.middleware);
      assert.equal((await client.request('/', { method: 'OPTIONS' })).status, 503);
      const head = await client.request('/', { method: 'HEAD' });
      assert.equal(head.status, 503);
      assert.equal(head.headers.get('retry-after'), '60');
      assert.equal(behind.runs, 0);
    },
  },
  {
    name: 'switches nothing off for an unknown flag, even where the service default is true',
    async test(lab) {
      const { featureFlags, makeKillSwitch } = lab.adapter;
      const flags = await lab.flags({}, { default: true });
      const client = await lab.serve(
        featureFlags(flags),
        makeKillSwitch('export_down'),
        lab.behind().middleware,
      );
      assert.equal((await client.request()).status, 200);
    },
  },
];
