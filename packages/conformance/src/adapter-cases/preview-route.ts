import assert from 'node:assert/strict';
import { signedOverrides } from '@halyard/core';
import type { AdapterCase } from './adapter-case.js';

const KEY = 'a secret for the suite, with enough characters';
const NOW = Date.parse('2026-12-01T08:00:00Z');

const overrides = signedOverrides({ keys: [KEY], allow: ['gated'], clock: () => NOW });

/** What a browser does first with an answer that leads on. */
const asIs: RequestInit = { redirect: 'manual' };

export const previewRouteCases: readonly AdapterCase[] = [
  {
    name: 'sets the cookie for as long as the token is good, and leads to a path of the app',
    async test(lab) {
      const client = await lab.serve(lab.adapter.previewRoute(overrides));
      const token = await overrides.sign({ gated: true }, { forMs: 90_000 });
      const { status, headers } = await client.request(`/?token=${token}&to=/search?q=1`, asIs);
      assert.equal(status, 303);
      assert.equal(headers.get('location'), '/search?q=1');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.deepEqual(headers.getSetCookie(), [
        `halyard_preview=${token}; Max-Age=90; Path=/; HttpOnly; Secure; SameSite=Lax`,
      ]);
    },
  },
  {
    name: 'sets a cookie that featureFlags accepts',
    async test(lab) {
      const { featureFlags, makeFlagGate, previewRoute } = lab.adapter;
      const preview = await lab.serve(previewRoute(overrides));
      const token = await overrides.sign({ gated: true });
      const [cookie] = (await preview.request(`/?token=${token}`, asIs)).headers.getSetCookie();
      const flags = await lab.flags({ gated: false });
      const app = await lab.serve(
        featureFlags(flags, { overrides }),
        makeFlagGate('gated'),
        lab.behind().middleware,
      );
      const headers = { Cookie: cookie!.slice(0, cookie!.indexOf(';')) };
      assert.equal((await app.request('/', { headers })).status, 200);
    },
  },
  {
    name: 'ends the preview when it is opened without a token',
    async test(lab) {
      const client = await lab.serve(lab.adapter.previewRoute(overrides));
      const { status, headers } = await client.request('/', asIs);
      assert.equal(status, 303);
      assert.equal(headers.get('location'), '/');
      assert.match(headers.getSetCookie().join(), /^halyard_preview=; Max-Age=0; Path=\/;/);
    },
  },
  {
    name: 'answers 400 to a token that is not accepted, and sets no cookie',
    async test(lab) {
      const client = await lab.serve(lab.adapter.previewRoute(overrides));
      const { status, headers, body } = await client.request('/?token=nonsense', asIs);
      assert.equal(status, 400);
      assert.deepEqual(headers.getSetCookie(), []);
      assert.match(body, /invalid or has expired/);
    },
  },
  {
    name: 'leads to no other site',
    async test(lab) {
      const client = await lab.serve(lab.adapter.previewRoute(overrides));
      for (const to of [
        'https://evil.test/',
        '//evil.test',
        '/\\evil.test',
        '/\t/evil.test',
        'javascript:alert(1)',
      ]) {
        const { headers } = await client.request(`/?to=${encodeURIComponent(to)}`, asIs);
        assert.equal(headers.get('location'), '/', to);
      }
    },
  },
];
