import assert from 'node:assert/strict';
import { type FeatureFlags, isHalyardError } from '@halyard/core';
import type { AdapterLab } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

/** Middleware that changes a flag and goes on. */
function flipping(lab: AdapterLab, flags: FeatureFlags, name: string, on: boolean): unknown {
  return lab.subject.middleware(async () => {
    await flags.set(name, on);
    return undefined;
  });
}

/** Middleware that answers what the request's view says of a flag. */
function telling(lab: AdapterLab, name: string): unknown {
  return lab.subject.middleware((request) => lab.subject.flags(request).getValue(name, 'none'));
}

export const viewCases: readonly AdapterCase[] = [
  {
    name: 'the request carries its flags, for handlers to read',
    async test(lab) {
      const { featureFlags } = lab.adapter;
      const flags = featureFlags(await lab.flags({ colour: { default: 'red', rules: [] } }));
      const client = await lab.serve(flags, telling(lab, 'colour'));
      assert.equal((await client.request()).body, 'red');
    },
  },
  {
    name: 'one request sees one snapshot from its first gate on, though a flag is flipped in between',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = await lab.flags({ gated: true });
      const gate = makeFlagGate('gated');
      const behind = lab.behind();
      const client = await lab.serve(
        featureFlags(flags),
        gate,
        flipping(lab, flags, 'gated', false),
        gate,
        behind.middleware,
      );
      assert.equal((await client.request()).status, 200);
      assert.equal((await client.request()).status, 404);
      assert.equal(behind.runs, 1);
    },
  },
  {
    name: 'gates that bring the service share one snapshot too',
    async test(lab) {
      const { makeFlagGate } = lab.adapter;
      const flags = await lab.flags({ gated: true });
      const gate = (): unknown => makeFlagGate('gated', { flags });
      const own = makeFlagGate('gated', { flags, context: () => ({}) });
      const client = await lab.serve(
        gate(),
        flipping(lab, flags, 'gated', false),
        gate(),
        own,
        lab.behind().middleware,
      );
      assert.equal((await client.request()).status, 200);
      assert.equal((await client.request()).status, 404);
    },
  },
  {
    name: 'a gate that brings the service gives the request its flags, where it has none',
    async test(lab) {
      const { makeFlagGate } = lab.adapter;
      const flags = await lab.flags({ gated: true, colour: { default: 'red', rules: [] } });
      const client = await lab.serve(makeFlagGate('gated', { flags }), telling(lab, 'colour'));
      assert.equal((await client.request()).body, 'red');
    },
  },
  {
    name: "a gate that brings another service asks that one, and leaves the request's flags alone",
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const mine = await lab.flags({ gated: false, colour: { default: 'red', rules: [] } });
      const other = await lab.flags({ gated: true, colour: { default: 'blue', rules: [] } });
      const gate = makeFlagGate('gated', { flags: other });
      const client = await lab.serve(
        featureFlags(mine),
        gate,
        flipping(lab, other, 'gated', false),
        gate,
        telling(lab, 'colour'),
      );
      assert.equal((await client.request()).body, 'red');
      assert.equal((await client.request()).status, 404);
    },
  },
  {
    name: 'mounted again, featureFlags gives a new context and keeps the snapshot',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = await lab.flags({ gated: true, beta: 'users:ann' });
      const mount = (user: string): unknown =>
        featureFlags(flags, { context: () => ({ targetingKey: user }) });
      const again = [mount('ann'), makeFlagGate('beta'), makeFlagGate('gated')];
      const before = [mount('ben'), makeFlagGate('gated'), flipping(lab, flags, 'gated', false)];
      const client = await lab.serve(...before, ...again, lab.behind().middleware);
      assert.equal((await client.request()).status, 200);
      assert.equal((await client.request()).status, 404);
    },
  },
  {
    name: 'mounted for another service, featureFlags takes over, and the first service keeps its snapshot',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const first = await lab.flags({ gated: true });
      const second = await lab.flags({ gated: true, colour: { default: 'blue', rules: [] } });
      const gate = makeFlagGate('gated', { flags: first });
      const client = await lab.serve(
        featureFlags(first),
        gate,
        flipping(lab, first, 'gated', false),
        featureFlags(second),
        gate,
        makeFlagGate('gated'),
        telling(lab, 'colour'),
      );
      assert.equal((await client.request()).body, 'blue');
    },
  },
  {
    name: 'mounted in turn for two services, each keeps the context that was mounted for it last',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const services = [await lab.flags({ beta: 'users:ann' }), await lab.flags({ beta: 'users:ann' })];
      const mounts = ['ben', 'ann'].flatMap((user) =>
        services.map((flags) => featureFlags(flags, { context: () => ({ targetingKey: user }) })),
      );
      const gates = services.map((flags) => makeFlagGate('beta', { flags }));
      const client = await lab.serve(...mounts, ...gates, lab.behind().middleware);
      assert.equal((await client.request()).status, 200);
    },
  },
  {
    name: 'a gate does not look at what the app puts in the place of the flags of the request',
    async test(lab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const stealing = lab.subject.middleware((request) => {
        Object.assign(request, { flags: { isEnabled: () => true } });
        return undefined;
      });
      const behind = lab.behind();
      const flags = featureFlags(await lab.flags({ gated: false }));
      const client = await lab.serve(flags, stealing, makeFlagGate('gated'), behind.middleware);
      assert.equal((await client.request()).status, 404);
      assert.equal(behind.runs, 0);
    },
  },
  {
    name: 'a gate in a request without flags sends an error down the error path that says what to do',
    async test(lab) {
      const { makeFlagGate, makeKillSwitch } = lab.adapter;
      const behind = lab.behind();
      for (const gate of [makeFlagGate('gated'), makeKillSwitch('gated')]) {
        const client = await lab.serve(gate, behind.middleware);
        assert.equal((await client.request()).status, 500);
        assert.ok(isHalyardError(client.error, 'NO_FLAGS'));
        assert.match(client.error.message, / is missing before this route; .* \{ flags \}/);
      }
      assert.equal(behind.runs, 0);
    },
  },
];
