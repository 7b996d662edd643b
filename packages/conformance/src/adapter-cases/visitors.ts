import assert from 'node:assert/strict';
import type { EvaluationContext, FlagSource } from '@halyard/core';
import type { MountOptions, VisitorOptions } from '@halyard/core/adapter';
import type { AdapterLab, Answer, Client } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

const KEY = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Flags that say what the context has. */
const STORED: Readonly<Record<string, FlagSource>> = {
  known: { rules: [{ when: { targetingKey: { $exists: true } } }] },
  visiting: { rules: [{ when: { visitor: { $exists: true } } }] },
  half: { rules: [{ rollout: 50, by: 'userId', fallback: 'visitor' }] },
};

/** An app that answers with the flags that are on, and lets caches keep that. */
async function serveVisitors(
  lab: AdapterLab,
  visitor: VisitorOptions<object>,
  context?: MountOptions<object>['context'],
): Promise<Client> {
  const options = context === undefined ? { visitor } : { visitor, context };
  const flags = lab.adapter.featureFlags(await lab.flags(STORED), options);
  const answer = lab.subject.middleware(async (request, response) => {
    if (lab.subject.lacks?.response === undefined) response.setHeader('Cache-Control', 'public, max-age=60');
    await lab.subject.flags(request).ready();
    return lab.subject.flags(request).enabledFlags().join();
  });
  return lab.serve(flags, answer);
}

/** The cookies that an answer sets, as a browser sends them back. */
function cookiesOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
    .join('; ');
}

const withCookies = (Cookie: string): RequestInit => ({ headers: { Cookie } });

export const visitorCases: readonly AdapterCase[] = [
  {
    name: 'a visitor gets a random key in a cookie, which counts for the first request already',
    async test(lab) {
      const client = await serveVisitors(lab, { cookie: 'visitor', maxAgeSeconds: 90 });
      const [first, second] = [await client.request(), await client.request()];
      const [, key, attributes] = /^visitor=([^;]*); (.*)$/.exec(first.headers.getSetCookie().join()) ?? [];
      assert.match(key!, KEY);
      assert.equal(attributes, 'Max-Age=90; Path=/; HttpOnly; Secure; SameSite=Lax');
      assert.ok(first.body.startsWith('known,visiting'), first.body);
      assert.notEqual(cookiesOf(second), cookiesOf(first));
    },
  },
  {
    name: 'no cache keeps the answer that sets the cookie; other answers are as they were',
    async test(lab) {
      const client = await serveVisitors(lab, { cookie: 'visitor' });
      const first = await client.request();
      assert.equal(first.headers.get('cache-control'), 'private, no-store');
      const next = await client.request('/', withCookies(`a=b; ${cookiesOf(first)}`));
      assert.deepEqual(next.headers.getSetCookie(), []);
      assert.equal(next.body, first.body);
      if (lab.subject.lacks?.response === undefined) {
        assert.equal(next.headers.get('cache-control'), 'public, max-age=60');
      }
    },
  },
  {
    name: 'the key is the attribute `visitor`, so that a rollout can fall back to it',
    async test(lab) {
      const context = (request: object): EvaluationContext => ({
        userId: lab.subject.header(request, 'x-user'),
      });
      const client = await serveVisitors(lab, { cookie: 'visitor' }, context);
      // Some of these keys are below 50 percent, and some are not.
      const bodies = await Promise.all(
        Array.from(
          { length: 16 },
          async (_, i) => (await client.request('/', withCookies(`visitor=v${i}`))).body,
        ),
      );
      assert.deepEqual(new Set(bodies), new Set(['visiting,half', 'visiting']));
    },
  },
  {
    name: 'the context function is given the key, and an attribute of its own stays',
    async test(lab) {
      const keys: (string | undefined)[] = [];
      const contexts = [
        (_request: object, visitor: string | undefined): EvaluationContext => {
          keys.push(visitor);
          return { targetingKey: visitor };
        },
        async (_request: object, visitor: string | undefined): Promise<EvaluationContext> => {
          keys.push(visitor);
          return { visitor: null };
        },
      ];
      const bodies: string[] = [];
      for (const context of contexts) {
        const client = await serveVisitors(lab, { cookie: 'visitor' }, context);
        bodies.push((await client.request('/', withCookies('visitor=v1'))).body.replace(',half', ''));
      }
      assert.deepEqual(keys, ['v1', 'v1']);
      assert.deepEqual(bodies, ['known,visiting', '']);
    },
  },
  {
    name: "a gate's own context has the key too",
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = featureFlags(await lab.flags(STORED), { visitor: { cookie: 'visitor' } });
      const gate = makeFlagGate('visiting', { context: () => ({}) });
      const client = await lab.serve(flags, gate, lab.behind().middleware);
      assert.equal((await client.request()).status, 200);
    },
  },
  {
    name: 'a visitor who declines has no key, and an earlier cookie is removed',
    async test(lab) {
      const consents: VisitorOptions<object>['consent'][] = [
        (request) => lab.subject.header(request, 'x-consent') === 'yes',
        async (request) => lab.subject.header(request, 'x-consent') === 'yes',
      ];
      for (const consent of consents) {
        const client = await serveVisitors(lab, { cookie: 'visitor', consent: consent! });
        const declined = await client.request();
        assert.deepEqual(declined.headers.getSetCookie(), []);
        assert.equal(declined.body, '');
        const removed = await client.request('/', withCookies('visitor=v1'));
        assert.equal(removed.body, '');
        assert.match(removed.headers.getSetCookie().join(), /^visitor=; Max-Age=0; Path=\/;/);
        const accepted = await client.request('/', { headers: { 'X-Consent': 'yes' } });
        assert.equal(accepted.headers.getSetCookie().length, 1);
      }
    },
  },
  {
    name: 'what the consent function throws or rejects with goes down the error path',
    async test(lab) {
      const fault = new Error('no consent service');
      const consents = [
        (): never => {
          throw fault;
        },
        (): Promise<never> => Promise.reject(fault),
      ];
      for (const consent of consents) {
        const client = await serveVisitors(lab, { cookie: 'visitor', consent });
        assert.equal((await client.request()).status, 500);
        assert.equal(client.error, fault);
      }
    },
  },
  {
    name: 'a cookie that can be no key is replaced',
    async test(lab) {
      const client = await serveVisitors(lab, { cookie: 'visitor' });
      for (const value of ['', 'a b', '"', 'x'.repeat(129), '%3Cscript%3E']) {
        const { headers } = await client.request('/', withCookies(`visitor=${value}`));
        assert.equal(headers.getSetCookie().length, 1, value);
      }
    },
  },
  {
    name: 'mounted again, a request keeps its key',
    needs: 'remounting',
    async test(lab) {
      const { featureFlags } = lab.adapter;
      const keys: (string | undefined)[] = [];
      const context = (_request: object, visitor: string | undefined): EvaluationContext => {
        keys.push(visitor);
        return {};
      };
      const flags = await lab.flags(STORED);
      const mount = (): unknown => featureFlags(flags, { visitor: { cookie: 'visitor' }, context });
      const asking = lab.subject.middleware((request) => {
        lab.subject.flags(request).isEnabled('visiting');
        return undefined;
      });
      const client = await lab.serve(mount(), asking, mount(), asking, lab.behind().middleware);
      const { headers } = await client.request();
      assert.equal(headers.getSetCookie().length, 1);
      assert.equal(keys.length, 2);
      assert.equal(keys[0], keys[1]);
    },
  },
  {
    name: 'a cookie that a handler sets stays',
    needs: 'response',
    async test(lab) {
      const { featureFlags } = lab.adapter;
      const flags = featureFlags(await lab.flags(), { visitor: { cookie: 'visitor' } });
      const setting = lab.subject.middleware((_request, response) => {
        response.setHeader('Set-Cookie', 'basket=7');
        return 'answer';
      });
      const client = await lab.serve(flags, setting);
      const cookies = (await client.request()).headers.getSetCookie();
      assert.equal(cookies.length, 2);
      assert.ok(cookies.includes('basket=7'), cookies.join());
    },
  },
];
