import assert from 'node:assert/strict';
import { type FeatureFlags, type Override, signedOverrides, type SignedOverrides } from '@halyard/core';
import type { AdapterLab, Answer, Client } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

const KEY = 'a secret for the suite, with enough characters';
const OTHER_KEY = 'another secret for the suite, long enough too';
const NOW = Date.parse('2026-12-01T08:00:00Z');
const HOUR_MS = 60 * 60_000;

/** Overrides that only these flags may have, at a time that stands still. */
function overridesOf(allow: readonly string[], keys = [KEY], now = NOW): SignedOverrides {
  return signedOverrides({ keys, allow, clock: () => now });
}

/** An app whose handler behind a gate says what the view has, and lets caches keep it. */
async function serveGated(lab: AdapterLab, flags: FeatureFlags, overrides: SignedOverrides): Promise<Client> {
  const { featureFlags, makeFlagGate } = lab.adapter;
  const behind = lab.subject.middleware((request, response) => {
    const view = lab.subject.flags(request);
    if (lab.subject.lacks?.response === undefined) {
      for (const name of ['Cache-Control', 'CDN-Cache-Control'])
        response.setHeader(name, 'public, max-age=60');
    }
    const { reason } = view.evaluate('gated');
    return [
      view.isEnabled('gated'),
      view.getValue('gated', false),
      reason,
      view.explain('gated').lines[0],
    ].join();
  });
  return lab.serve(featureFlags(flags, { overrides }), makeFlagGate('gated'), behind);
}

/** A request with a token in a cookie, beside another one. */
const withCookie = (token: string): RequestInit => ({
  headers: { Cookie: `theme=dark; halyard_preview=${token}` },
});

const OVERRIDDEN = 'true,true,OVERRIDE,gated is on: on, by an override (OVERRIDE)';

function assertPreviewed(answer: Answer): void {
  assert.equal(answer.status, 200, answer.body);
  assert.equal(answer.body, OVERRIDDEN);
  assert.equal(answer.headers.get('cache-control'), 'private, no-store');
  assert.equal(answer.headers.get('cdn-cache-control'), null);
}

/** What was counted, by result. */
function countsOf(flags: FeatureFlags): Readonly<Record<string, number>> {
  return Object.fromEntries(flags.counts().requestOverrides.map(({ result, count }) => [result, count]));
}

export const requestOverrideCases: readonly AdapterCase[] = [
  {
    name: 'a signed cookie overrides a flag for its request, for gates and reads, and no cache keeps the answer',
    async test(lab) {
      const flags = await lab.flags({ gated: false });
      const overrides = overridesOf(['gated']);
      const client = await serveGated(lab, flags, overrides);
      const token = await overrides.sign({ gated: true });
      assertPreviewed(await client.request('/', withCookie(token)));
      assertPreviewed(await client.request('/', withCookie(`"${token}"`)));
      assert.deepEqual(countsOf(flags), { applied: 2 });
    },
  },
  {
    name: 'a signed header does the same, and precedes the cookie',
    async test(lab) {
      const overrides = overridesOf(['gated']);
      const client = await serveGated(lab, await lab.flags({ gated: false }), overrides);
      const [on, off] = [await overrides.sign({ gated: true }), await overrides.sign({ gated: false })];
      assertPreviewed(await client.request('/', { headers: { 'X-Halyard-Preview': on } }));
      const both = { headers: { 'X-Halyard-Preview': off, Cookie: `halyard_preview=${on}` } };
      assert.equal((await client.request('/', both)).status, 404);
    },
  },
  {
    name: 'no other request is influenced, not even one that is answered at the same time',
    async test(lab) {
      const overrides = overridesOf(['gated']);
      const flags = await lab.flags({ gated: false });
      const client = await serveGated(lab, flags, overrides);
      const token = await overrides.sign({ gated: true });
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          client.request('/', index % 2 === 0 ? withCookie(token) : undefined),
        ),
      );
      assert.deepEqual(
        answers.map(({ status }) => status),
        Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 200 : 404)),
      );
      assert.equal(flags.isEnabled('gated'), false);
    },
  },
  {
    name: 'an override off closes a gate, and one of a required flag counts too',
    async test(lab) {
      const overrides = overridesOf(['base']);
      const flags = await lab.flags({ gated: { requires: ['base'] }, base: true });
      const client = await serveGated(lab, flags, overrides);
      assert.equal((await client.request()).status, 200);
      const token = await overrides.sign({ base: false });
      assert.equal((await client.request('/', withCookie(token))).status, 404);
    },
  },
  {
    name: 'a key that was replaced is accepted as long as it is given',
    async test(lab) {
      const token = await overridesOf(['gated'], [OTHER_KEY]).sign({ gated: true });
      for (const [keys, status] of [
        [[KEY, OTHER_KEY], 200],
        [[KEY], 404],
      ] as const) {
        const client = await serveGated(
          lab,
          await lab.flags({ gated: false }),
          overridesOf(['gated'], [...keys]),
        );
        assert.equal((await client.request('/', withCookie(token))).status, status);
      }
    },
  },
  {
    name: 'a token that is forged, changed, expired or not allowed is ignored and counted',
    async test(lab) {
      const flags = await lab.flags({ gated: false });
      const client = await serveGated(lab, flags, overridesOf(['gated', 'layout']));
      const sign = (keys: string[], now: number, given: Record<string, Override>): Promise<string> =>
        overridesOf(Object.keys(given), keys, now).sign(given, { forMs: HOUR_MS });
      const right = await sign([KEY], NOW, { gated: true });
      const tokens = [
        await sign([OTHER_KEY], NOW, { gated: true }),
        right.replace(/^1\../, '1.A'),
        right.slice(0, -1),
        'nonsense',
        '1..',
        'x'.repeat(5000),
        await sign([KEY], NOW - HOUR_MS, { gated: true }),
        await sign([KEY], NOW, { other: true }),
        await sign([KEY], NOW, { layout: 'rich' }),
      ];
      for (const token of tokens) {
        const answer = await client.request('/', withCookie(token));
        assert.equal(answer.status, 404, token);
      }
      assert.deepEqual(countsOf(flags), {
        invalid: 6,
        expired: 1,
        'not-allowed': 1,
        applied: 1,
        'without-effect': 1,
      });
    },
  },
  {
    name: 'the context of a request with overrides is found as usual',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const overrides = overridesOf(['other']);
      const context = (): { targetingKey: string } => ({ targetingKey: 'ann' });
      const client = await lab.serve(
        featureFlags(await lab.flags({ gated: 'users:ann' }), { overrides, context }),
        makeFlagGate('gated'),
        makeFlagGate('gated', { context }),
        lab.behind().middleware,
      );
      const token = await overrides.sign({ other: true });
      assert.equal((await client.request('/', withCookie(token))).status, 200);
    },
  },
];
