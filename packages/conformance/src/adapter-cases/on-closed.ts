import assert from 'node:assert/strict';
import { isGateClosedError, isHalyardError } from '@halyard/core';
import type { AdapterLab, Answer, Client } from '../adapter-lab.js';
import type { SuiteHandler } from '../adapter-subject.js';
import type { AdapterCase } from './adapter-case.js';

interface Outcome {
  readonly answer: Answer;
  readonly client: Client;
}

/** What becomes of a request to a closed gate whose `onClosed` does this. Nothing behind it may run. */
async function closedBy(lab: AdapterLab, handler: SuiteHandler<object>): Promise<Outcome> {
  const { featureFlags, makeFlagGate } = lab.adapter;
  const behind = lab.behind();
  const gate = makeFlagGate('gated', { onClosed: lab.subject.middleware(handler) });
  const client = await lab.serve(featureFlags(await lab.flags({ gated: false })), gate, behind.middleware);
  const answer = await client.request();
  assert.equal(behind.runs, 0);
  return { answer, client };
}

const reject = async (reason: unknown): Promise<never> => {
  throw reason;
};

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What a framework may take for leave to go on, or for no error at all. */
const NO_ERRORS: readonly unknown[] = [undefined, null, false, '', 0, 'route', 'router'];

export const onClosedCases: readonly AdapterCase[] = [
  {
    name: '"error" sends a typed error down the error path, with the status and headers of the answer',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = featureFlags(await lab.flags({ gated: false }));
      const options = {
        statusCode: 503,
        code: 'CLOSED_TODAY',
        detail: 'Back tomorrow',
        headers: { 'X-Day': 'one' },
      };
      const behind = lab.behind();
      const gate = makeFlagGate('gated', { ...options, onClosed: 'error' });
      const client = await lab.serve(flags, gate, behind.middleware);
      const { status, headers } = await client.request();
      assert.equal(behind.runs, 0);
      assert.equal(status, 503);
      assert.equal(headers.get('cache-control'), 'private, no-store');
      assert.equal(headers.get('retry-after'), '60');
      assert.equal(headers.get('x-day'), 'one');
      const { error } = client;
      assert.ok(isGateClosedError(error));
      assert.equal(error.code, 'CLOSED_TODAY');
      assert.equal(error.status, 503);
      assert.equal(error.statusCode, 503);
      assert.equal(error.expose, true);
      assert.equal(error.message, 'Back tomorrow');
      assert.equal(error.problem.code, 'CLOSED_TODAY');
    },
  },
  {
    name: '"error" makes a new error for each request',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = featureFlags(await lab.flags({ gated: false }));
      const client = await lab.serve(flags, makeFlagGate('gated', { onClosed: 'error' }));
      await client.request();
      await client.request();
      assert.equal(client.errors.length, 2);
      assert.notEqual(client.errors[0], client.errors[1]);
    },
  },
  {
    name: 'a function answers for the gate',
    async test(lab) {
      const { answer } = await closedBy(lab, () => 'come back later');
      assert.equal(answer.body, 'come back later');
    },
  },
  {
    name: 'an asynchronous function is awaited',
    async test(lab) {
      const { answer } = await closedBy(lab, async () => {
        await tick();
        return 'come back later';
      });
      assert.equal(answer.body, 'come back later');
    },
  },
  {
    name: 'what a function throws or rejects with goes down the error path',
    async test(lab) {
      const fault = new Error('fault');
      const thrown = await closedBy(lab, () => {
        throw fault;
      });
      assert.equal(thrown.client.error, fault);
      assert.equal(thrown.answer.status, 500);
      const rejected = await closedBy(lab, () => reject(fault));
      assert.equal(rejected.client.error, fault);
      assert.equal(rejected.answer.status, 500);
    },
  },
  {
    name: 'a function that calls next() does not open the gate but meets an error that says so',
    needs: 'next',
    async test(lab) {
      const { client, answer } = await closedBy(lab, () => undefined);
      assert.equal(answer.status, 500);
      assert.ok(isHalyardError(client.error, 'INVALID_OPTION'));
      assert.match(client.error.message, /next\(\).*whenEnabled/s);
    },
  },
  {
    name: 'a function that calls next() later does not open the gate either',
    needs: 'next',
    async test(lab) {
      const { client } = await closedBy(lab, async () => {
        await tick();
        return undefined;
      });
      assert.ok(isHalyardError(client.error, 'INVALID_OPTION'));
    },
  },
  {
    name: 'a function that throws or rejects with a value that is not an error does not open the gate',
    async test(lab) {
      for (const reason of NO_ERRORS) {
        const thrown = await closedBy(lab, () => {
          throw reason;
        });
        assert.ok(isHalyardError(thrown.client.error));
        assert.equal(thrown.client.error['cause'], reason);
        const rejected = await closedBy(lab, () => reject(reason));
        assert.ok(isHalyardError(rejected.client.error));
      }
    },
  },
];
