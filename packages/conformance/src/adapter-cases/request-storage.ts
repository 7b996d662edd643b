import assert from 'node:assert/strict';
import { type EvaluationContext, isHalyardError } from '@halyard/core';
import type { AdapterLab } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

const noFlags = (error: unknown): boolean => {
  assert.ok(isHalyardError(error, 'NO_FLAGS'));
  assert.match(
    error.message,
    /featureFlags\(flags, \{ asyncLocalStorage: true \}\) is not mounted before this route/,
  );
  return true;
};

/** Middleware that answers whether `beta` is on, asked through `requestFlags()` in a later turn of the event loop. */
function asking(lab: AdapterLab, wait: () => Promise<unknown>): unknown {
  return lab.subject.middleware(async () => {
    await wait();
    return String(lab.adapter.requestFlags().isEnabled('beta'));
  });
}

export const requestStorageCases: readonly AdapterCase[] = [
  {
    name: 'finds the flags of the request from anywhere in its code',
    async test(lab) {
      const { featureFlags } = lab.adapter;
      const flags = featureFlags(await lab.flags({ beta: true }), { asyncLocalStorage: true });
      const client = await lab.serve(
        flags,
        asking(lab, () => new Promise((resolve) => setTimeout(resolve, 1))),
      );
      assert.equal((await client.request()).body, 'true');
    },
  },
  {
    name: 'keeps requests apart that are answered at the same time',
    async test(lab) {
      const { featureFlags } = lab.adapter;
      const context = (request: object): EvaluationContext => ({
        targetingKey: lab.subject.header(request, 'x-user'),
      });
      const flags = featureFlags(await lab.flags({ beta: 'users:ann' }), {
        context,
        asyncLocalStorage: true,
      });
      const arrived: (() => void)[] = [];
      // Each waits until both are there.
      const meeting = (): Promise<void> =>
        new Promise((resolve) => {
          arrived.push(resolve);
          if (arrived.length === 2) for (const go of arrived) go();
        });
      const client = await lab.serve(flags, asking(lab, meeting));
      const answers = await Promise.all(
        ['ann', 'ben'].map((user) => client.request('/', { headers: { 'x-user': user } })),
      );
      assert.deepEqual(
        answers.map(({ body }) => body),
        ['true', 'false'],
      );
    },
  },
  {
    name: 'finds the view that was mounted last',
    async test(lab) {
      const { featureFlags } = lab.adapter;
      const flags = await lab.flags({ beta: 'users:ann' });
      const mount = (user: string): unknown =>
        featureFlags(flags, { context: () => ({ targetingKey: user }), asyncLocalStorage: true });
      const client = await lab.serve(
        mount('ben'),
        mount('ann'),
        asking(lab, async () => {}),
      );
      assert.equal((await client.request()).body, 'true');
    },
  },
  {
    name: 'throws outside of a request, and names the option',
    async test(lab) {
      assert.throws(() => lab.adapter.requestFlags(), noFlags);
    },
  },
  {
    name: 'throws where the option was not given, and names it',
    async test(lab) {
      const flags = lab.adapter.featureFlags(await lab.flags());
      const client = await lab.serve(
        flags,
        lab.subject.middleware(() => {
          assert.throws(() => lab.adapter.requestFlags(), noFlags);
          return 'thrown';
        }),
      );
      assert.equal((await client.request()).body, 'thrown');
    },
  },
];
