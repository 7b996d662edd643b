import assert from 'node:assert/strict';
import { type EvaluationContext, type FeatureFlags, isHalyardError, type Logger } from '@halyard/core';
import type { AdapterLab } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

const STORED = { plain: true, beta: 'users:ann', staff: 'users:ann,ben' };

/** A context function that reads the user from a header and counts its calls. */
function userOf(lab: AdapterLab): { (request: object): EvaluationContext; calls: number } {
  const context = (request: object): EvaluationContext => {
    context.calls++;
    return { targetingKey: lab.subject.header(request, 'x-user') };
  };
  context.calls = 0;
  return context;
}

const sentBy = (user: string): RequestInit => ({ headers: { 'x-user': user } });

/** A context function that finds this user. */
const as = (user: string) => (): EvaluationContext => ({ targetingKey: user });

/** Fails to find the context, in every way that a function can. */
const failing = (reason: unknown): readonly (() => EvaluationContext | Promise<EvaluationContext>)[] => [
  () => {
    throw reason;
  },
  async () => {
    throw reason;
  },
];

export const contextCases: readonly AdapterCase[] = [
  {
    name: 'a gate is decided for the context that the function finds in the request',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = featureFlags(await lab.flags(STORED), { context: userOf(lab) });
      const client = await lab.serve(flags, makeFlagGate('beta'), lab.behind().middleware);
      assert.equal((await client.request('/', sentBy('ann'))).status, 200);
      assert.equal((await client.request('/', sentBy('ben'))).status, 404);
      assert.equal((await client.request()).status, 404);
    },
  },
  {
    name: 'an asynchronous function is awaited, and what is behind the gate runs once',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const find = userOf(lab);
      const context = async (request: object): Promise<EvaluationContext> => {
        await new Promise((resolve) => setImmediate(resolve));
        return find(request);
      };
      const behind = lab.behind();
      const flags = featureFlags(await lab.flags(STORED), { context });
      const client = await lab.serve(flags, makeFlagGate('beta'), makeFlagGate('staff'), behind.middleware);
      assert.equal((await client.request('/', sentBy('ann'))).status, 200);
      assert.equal((await client.request('/', sentBy('ben'))).status, 404);
      assert.equal(behind.runs, 1);
      assert.equal(find.calls, 2);
    },
  },
  {
    name: 'the function is called once for a request, however many gates ask',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const context = userOf(lab);
      const flags = featureFlags(await lab.flags(STORED), { context });
      const gates = ['beta', 'staff', 'beta'].map((name) => makeFlagGate(name));
      const client = await lab.serve(flags, ...gates, lab.behind().middleware);
      assert.equal((await client.request('/', sentBy('ann'))).status, 200);
      assert.equal(context.calls, 1);
    },
  },
  {
    name: 'the function is not called for a flag that is the same for everyone, nor for none',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const context = userOf(lab);
      const flags = featureFlags(await lab.flags(STORED), { context });
      const gate = makeFlagGate('plain');
      const unknown = makeFlagGate('unknown', { default: true });
      const client = await lab.serve(flags, gate, unknown, lab.behind().middleware);
      assert.equal((await client.request()).status, 200);
      assert.equal(context.calls, 0);
    },
  },
  {
    name: 'what the function throws or rejects with goes down the error path, and nothing behind the gate runs',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const fault = new Error('no user service');
      for (const context of failing(fault)) {
        const behind = lab.behind();
        const flags = featureFlags(await lab.flags(STORED), { context });
        const client = await lab.serve(flags, makeFlagGate('beta', { enabled: false }), behind.middleware);
        assert.equal((await client.request()).status, 500);
        assert.equal(client.error, fault);
        assert.equal(behind.runs, 0);
      }
    },
  },
  {
    name: 'a function that throws or rejects with a value that is not an error does not open the gate',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const service = await lab.flags(STORED);
      for (const reason of [undefined, null, false, '', 0, 'route', 'router']) {
        for (const context of failing(reason)) {
          const behind = lab.behind();
          const client = await lab.serve(
            featureFlags(service, { context }),
            makeFlagGate('beta'),
            behind.middleware,
          );
          assert.equal((await client.request()).status, 500);
          assert.ok(isHalyardError(client.error));
          assert.equal(behind.runs, 0);
        }
      }
    },
  },
  {
    name: 'a context that can not be used goes down the error path, however the gate opens, and nothing behind it runs',
    async test(lab) {
      const { featureFlags, makeFlagGate, makeKillSwitch } = lab.adapter;
      const hostile = {
        get targetingKey(): string {
          throw new Error('no');
        },
      };
      const unusable: readonly [context: unknown, status: number][] = [
        ['ann', 500],
        [{ targetingKey: { id: 'ann' } }, 400],
        [{ targetingKey: ['ann'] }, 400],
        [hostile, 500],
      ];
      for (const [context, status] of unusable) {
        const flags = featureFlags(await lab.flags(STORED), { context: () => context as EvaluationContext });
        for (const gate of [
          makeFlagGate('beta'),
          makeFlagGate('beta', { enabled: false }),
          makeFlagGate('beta', { default: true }),
          makeFlagGate('beta', { variant: 'on', enabled: false }),
          makeKillSwitch('beta'),
        ]) {
          const behind = lab.behind();
          const client = await lab.serve(flags, gate, behind.middleware);
          assert.equal((await client.request()).status, status);
          assert.equal(behind.runs, 0);
          if (context !== hostile) assert.ok(isHalyardError(client.error, 'INVALID_CONTEXT'));
        }
      }
    },
  },
  {
    name: 'a text that is too long for a pattern is refused with 400, however the gate opens',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const blocked = { rules: [{ when: { agent: { $regex: 'bot' } } }] };
      const context = (request: object): EvaluationContext => ({
        agent: lab.subject.header(request, 'user-agent'),
      });
      const flags = featureFlags(await lab.flags({ blocked }), { context });
      const gate = makeFlagGate('blocked', { enabled: false });
      const client = await lab.serve(flags, gate, lab.behind().middleware);
      const agent = (text: string): RequestInit => ({ headers: { 'user-agent': text } });
      assert.equal((await client.request('/', agent('x'.repeat(4_096)))).status, 200);
      assert.equal((await client.request('/', agent(`${'x'.repeat(4_093)}bot`))).status, 404);
      assert.equal((await client.request('/', agent(`${'x'.repeat(4_094)}bot`))).status, 400);
    },
  },
  {
    name: "a gate's own function is asked instead of the request's",
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = featureFlags(await lab.flags(STORED), { context: () => ({ targetingKey: 'ann' }) });
      const gate = makeFlagGate('beta', { context: () => ({ targetingKey: 'ben' }) });
      const client = await lab.serve(flags, gate, lab.behind().middleware);
      assert.equal((await client.request()).status, 404);
    },
  },
  {
    name: 'a function that several gates share is called once for a request',
    async test(lab) {
      const { makeFlagGate } = lab.adapter;
      const flags: FeatureFlags = await lab.flags(STORED);
      const context = userOf(lab);
      const gates = ['beta', 'staff'].map((name) => makeFlagGate(name, { flags, context }));
      const client = await lab.serve(...gates, lab.behind().middleware);
      assert.equal((await client.request('/', sentBy('ann'))).status, 200);
      assert.equal(context.calls, 1);
      assert.equal((await client.request('/', sentBy('ben'))).status, 404);
      assert.equal(context.calls, 2);
    },
  },
  {
    name: 'a function that gates of two services share is called for each, and each asks its own',
    async test(lab) {
      const { makeFlagGate } = lab.adapter;
      const [one, two] = [await lab.flags({ gated: 'users:ann' }), await lab.flags({ gated: 'users:ben' })];
      const context = userOf(lab);
      const gates = [one, two].map((flags) => makeFlagGate('gated', { flags, context }));
      const client = await lab.serve(...gates, lab.behind().middleware);
      assert.equal((await client.request('/', sentBy('ann'))).status, 404);
      assert.equal(context.calls, 2);
    },
  },
  {
    name: "a gate's own function is not lent to the gates after it",
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const [mounted, flags] = [await lab.flags(), await lab.flags(STORED)];
      const gate = makeFlagGate('beta', { flags, context: () => ({ targetingKey: 'ann' }) });
      const after = makeFlagGate('beta', { flags });
      for (const before of [[], [featureFlags(mounted)]]) {
        const client = await lab.serve(...before, gate, after, lab.behind().middleware);
        assert.equal((await client.request()).status, 404);
      }
    },
  },
  {
    name: 'another context that featureFlags brings after a flag was decided is logged once, with the order to mount in',
    needs: 'remounting',
    async test(lab) {
      const again = (flags: FeatureFlags): unknown => lab.adapter.featureFlags(flags, { context: as('ann') });
      await assertLateContextIsLogged(lab, 'featureFlags', again);
    },
  },
  {
    name: 'another context that a gate brings after a flag was decided is logged once, with the order to mount in',
    async test(lab) {
      const gate = (): unknown => lab.adapter.makeFlagGate('staff', { context: as('ann') });
      await assertLateContextIsLogged(lab, 'FlagGate("staff")', gate);
    },
  },
  {
    name: 'a context that comes before any flag was decided with another one is not logged',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const lines: string[] = [];
      const flags = await lab.flags(STORED, { logger: logTo(lines) });
      const context = (): EvaluationContext => ({ targetingKey: 'ann' });
      const client = await lab.serve(
        featureFlags(flags),
        makeFlagGate('plain'),
        featureFlags(flags, { context }),
        makeFlagGate('staff', { context }),
        makeFlagGate('beta', { context }),
        makeFlagGate('beta'),
        lab.behind().middleware,
      );
      assert.equal((await client.request()).status, 200);
      assert.deepEqual(lines, []);
    },
  },
];

/** A logger that keeps its lines. */
function logTo(lines: string[]): Logger {
  const keep = (line: string): unknown => lines.push(line);
  return { info: keep, warn: keep, error: keep };
}

/** Behind a gate that was decided with another context, or without one, `late` brings its own. */
async function assertLateContextIsLogged(
  lab: AdapterLab,
  who: string,
  late: (flags: FeatureFlags) => unknown,
): Promise<void> {
  const { featureFlags, makeFlagGate } = lab.adapter;
  for (const early of [undefined, as('ben')]) {
    const lines: string[] = [];
    const flags = await lab.flags({ ...STORED, beta: 'users:ann,ben' }, { logger: logTo(lines) });
    const first = featureFlags(flags, early === undefined ? {} : { context: early });
    const gate = makeFlagGate('beta', { enabled: early !== undefined });
    const client = await lab.serve(first, gate, late(flags), lab.behind().middleware);
    for (let i = 0; i < 2; i++) assert.equal((await client.request()).status, 200);
    const about = lines.filter((line) => line.includes('brings a context'));
    assert.equal(about.length, 1, about.join('\n'));
    // Adapters may leave out the `make` before the names of gates.
    assert.equal(
      about[0]!.replace('make', ''),
      `halyard: ${who} brings a context after flags of the request were decided with another one: ` +
        'mount authentication first, then featureFlags with its context, then the gates',
    );
  }
}
