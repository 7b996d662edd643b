import assert from 'node:assert/strict';
import { type EvaluationContext, isHalyardError } from '@halyard/core';
import type { AdapterCase } from './adapter-case.js';

const ann = (): EvaluationContext => ({ targetingKey: 'ann' });
const later = async (): Promise<EvaluationContext> => ({ targetingKey: 'ann' });

export const whenEnabledCases: readonly AdapterCase[] = [
  {
    name: 'in a request without flags sends an error down the error path that says what to do',
    async test(lab) {
      const behind = lab.behind();
      const client = await lab.serve(lab.adapter.whenEnabled('search', behind.middleware), behind.middleware);
      assert.equal((await client.request()).status, 500);
      assert.ok(isHalyardError(client.error, 'NO_FLAGS'));
      assert.match(client.error.message, / is missing before this route; .* \{ flags \}/);
      assert.equal(behind.runs, 0);
    },
  },
  {
    name: 'runs the one handler while the flag is on and the other while it is not, never both',
    async test(lab) {
      const { featureFlags, whenEnabled } = lab.adapter;
      const flags = await lab.flags({ search: true });
      const [fresh, old, past] = [lab.behind('new'), lab.behind('old'), lab.behind('past')];
      const either = whenEnabled('search', fresh.middleware, old.middleware);
      const client = await lab.serve(featureFlags(flags), either, past.middleware);
      assert.equal((await client.request()).body, 'new');
      await flags.disable('search');
      assert.equal((await client.request()).body, 'old');
      assert.deepEqual([fresh.runs, old.runs, past.runs], [1, 1, 0]);
    },
  },
  {
    name: 'takes what opens a gate as options, after one handler or two',
    async test(lab) {
      const { whenEnabled } = lab.adapter;
      const flags = await lab.flags({ search: false });
      const handler = lab.behind('new').middleware;
      const either = await lab.serve(
        whenEnabled('search', handler, lab.behind('old').middleware, { flags, enabled: false }),
      );
      assert.equal((await either.request()).body, 'new');
      const one = await lab.serve(whenEnabled('search', handler, { flags, enabled: false }));
      assert.equal((await one.request()).body, 'new');
    },
  },
  {
    name: 'with one handler answers as a gate does',
    async test(lab) {
      const { whenEnabled } = lab.adapter;
      const flags = await lab.flags({ search: false });
      const [handler, past] = [lab.behind(), lab.behind('past')];
      const gate = whenEnabled('search', handler.middleware, { flags, statusCode: 410 });
      const { status, headers } = await (await lab.serve(gate, past.middleware)).request();
      assert.equal(status, 410);
      assert.equal(headers.get('cache-control'), 'private, no-store');
      assert.deepEqual([handler.runs, past.runs], [0, 0]);
    },
  },
  {
    name: 'with onClosed "next" goes past its handler, to whatever the app answers',
    async test(lab) {
      const { whenEnabled } = lab.adapter;
      const flags = await lab.flags({ search: false });
      const [handler, past] = [lab.behind(), lab.behind("the app's own 404")];
      const client = await lab.serve(
        whenEnabled('search', handler.middleware, { flags, onClosed: 'next' }),
        past.middleware,
      );
      assert.equal((await client.request()).body, "the app's own 404");
      await flags.enable('search');
      assert.equal((await client.request()).body, 'behind');
      assert.deepEqual([handler.runs, past.runs], [1, 1]);
    },
  },
  {
    name: 'with onClosed "next" gets what the framework itself answers, where nothing else does',
    async test(lab) {
      const { featureFlags, whenEnabled } = lab.adapter;
      const flags = featureFlags(await lab.flags({ search: false }));
      const gate = whenEnabled('search', lab.behind().middleware, { onClosed: 'next' });
      const closed = await (await lab.serve(flags, gate)).request('/x');
      const native = await (await lab.serve(flags)).request('/x');
      assert.equal(closed.status, 404);
      assert.equal(closed.body, native.body);
      assert.deepEqual([...closed.headers.keys()], [...native.headers.keys()]);
    },
  },
  {
    name: 'has an onClosed function whose next() goes past the handler',
    async test(lab) {
      const { whenEnabled } = lab.adapter;
      const flags = await lab.flags({ search: false });
      const [handler, past] = [lab.behind(), lab.behind('past')];
      const onClosed = lab.subject.middleware(async () => undefined);
      const client = await lab.serve(
        whenEnabled('search', handler.middleware, { flags, onClosed }),
        past.middleware,
      );
      assert.equal((await client.request()).body, 'past');
      assert.equal(handler.runs, 0);
    },
  },
  {
    name: 'has handlers whose next() goes on',
    async test(lab) {
      const { whenEnabled } = lab.adapter;
      const flags = await lab.flags({ search: true });
      const passing = lab.subject.middleware(() => undefined);
      const client = await lab.serve(
        whenEnabled('search', passing, passing, { flags }),
        lab.behind('past').middleware,
      );
      assert.equal((await client.request()).body, 'past');
      await flags.disable('search');
      assert.equal((await client.request()).body, 'past');
    },
  },
  ...Object.entries({ 'at once': ann, 'after a context that is awaited': later }).map(
    ([when, context]): AdapterCase => ({
      name: `sends what either handler throws or rejects with down the error path, decided ${when}`,
      async test(lab) {
        const { whenEnabled } = lab.adapter;
        const flags = await lab.flags({ search: 'users:ann' });
        const fault = new Error('fault');
        const throwing = lab.subject.middleware(() => {
          throw fault;
        });
        const rejecting = lab.subject.middleware(async () => {
          throw fault;
        });
        for (const broken of [throwing, rejecting]) {
          for (const enabled of [true, false]) {
            const fine = lab.behind().middleware;
            const handlers = enabled ? [broken, fine] : [fine, broken];
            const client = await lab.serve(
              whenEnabled('search', handlers[0], handlers[1], { flags, context, enabled }),
            );
            assert.equal((await client.request()).status, 500);
            assert.equal(client.error, fault);
          }
        }
      },
    }),
  ),
];
