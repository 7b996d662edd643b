import assert from 'node:assert/strict';
import {
  CompositeBackend,
  EnvBackend,
  FeatureFlags,
  type FeatureFlagsOptions,
  type FlagDefinition,
  type FlagSource,
  MemoryBackend,
  type RegisteredFlags,
} from '@halyard/core';
import type { GateOptions } from '@halyard/core/adapter';
import type { AdapterLab } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

interface Decision {
  readonly flag: FlagSource | undefined;
  readonly options?: GateOptions<object, unknown>;
  readonly service?: FeatureFlagsOptions<RegisteredFlags>;
}

const layout = (served: string): FlagDefinition => ({
  variants: { plain: 1, rich: 2 },
  default: served,
  rules: [],
});

const opening: Readonly<Record<string, Decision>> = {
  'a flag that is on': { flag: true },
  'a flag that is off, with enabled: false': { flag: false, options: { enabled: false } },
  'the variant that is served': { flag: layout('rich'), options: { variant: 'rich' } },
  'one of several variants': { flag: layout('rich'), options: { variant: ['bare', 'rich'] } },
  'another variant, with enabled: false': {
    flag: layout('plain'),
    options: { variant: 'rich', enabled: false },
  },
  'the default variant of a flag that is disabled': {
    flag: { ...layout('rich'), enabled: false },
    options: { variant: 'rich' },
  },
  'a flag that is disabled, with enabled: false': {
    flag: { enabled: false, default: true },
    options: { enabled: false },
  },
  'an unknown flag, with default: true': { flag: undefined, options: { default: true } },
  'an unknown flag, with default: true and a variant': {
    flag: undefined,
    options: { default: true, variant: 'rich' },
  },
  'an unknown flag, where the service default is true': { flag: undefined, service: { default: true } },
};

const closing: Readonly<Record<string, Decision>> = {
  'a flag that is off': { flag: false },
  'a flag that is disabled, whatever its default': { flag: { enabled: false, default: true, rules: [] } },
  'a flag that is disabled and serves a value': { flag: { enabled: false, default: 10 } },
  'a flag that is disabled and serves a variant': { flag: { ...layout('rich'), enabled: false } },
  'a variant that is true, of a flag that is disabled': {
    flag: { variants: { on: true, off: false }, default: 'on', enabled: false },
    options: { variant: 'on' },
  },
  'a flag whose requirement does not hold': { flag: { default: 10, requires: ['missing'] } },
  'a flag that is on, with enabled: false': { flag: true, options: { enabled: false } },
  'another variant': { flag: layout('plain'), options: { variant: 'rich' } },
  'a flag without variants, asked for one': { flag: true, options: { variant: 'rich' } },
  'an unknown flag': { flag: undefined },
  'an unknown flag, with default: false, where the service default is true': {
    flag: undefined,
    options: { default: false },
    service: { default: true },
  },
  'an unknown flag asked for a variant, where the service default is true': {
    flag: undefined,
    options: { variant: 'rich' },
    service: { default: true },
  },
};

/** Runs the behind once and answers with it, or closed: not at all. */
async function runsBehind(lab: AdapterLab, { flag, options, service }: Decision): Promise<number> {
  const flags = await lab.flags(flag === undefined ? {} : { gated: flag }, service);
  const behind = lab.behind();
  const { featureFlags, makeFlagGate } = lab.adapter;
  const client = await lab.serve(featureFlags(flags), makeFlagGate('gated', options), behind.middleware);
  const { status } = await client.request();
  assert.equal(status, behind.runs === 0 ? 404 : 200);
  return behind.runs;
}

async function follow(lab: AdapterLab, flags: FeatureFlags): Promise<() => Promise<number>> {
  const { featureFlags, makeFlagGate } = lab.adapter;
  const client = await lab.serve(featureFlags(flags), makeFlagGate('gated'), lab.behind().middleware);
  return async () => (await client.request()).status;
}

export const decisionCases: readonly AdapterCase[] = [
  ...Object.entries(opening).map(([name, decision]) => ({
    name: `${name} opens a gate, and what is behind it runs once`,
    async test(lab: AdapterLab) {
      assert.equal(await runsBehind(lab, decision), 1);
    },
  })),
  ...Object.entries(closing).map(([name, decision]) => ({
    name: `${name} closes a gate`,
    async test(lab: AdapterLab) {
      assert.equal(await runsBehind(lab, decision), 0);
    },
  })),
  {
    name: 'a flip is seen by the next request',
    async test(lab) {
      const flags = await lab.flags({ gated: false });
      const status = await follow(lab, flags);
      assert.equal(await status(), 404);
      await flags.enable('gated');
      assert.equal(await status(), 200);
      await flags.disable('gated');
      assert.equal(await status(), 404);
    },
  },
  {
    name: 'a gate asks each layer for every spelling of its flag before it asks the next',
    async test(lab) {
      const upper = new MemoryBackend({ new_checkout: false });
      const lower = new EnvBackend({ env: { FEATURE_NEW_CHECKOUT: 'on' } });
      const flags = await FeatureFlags.open(new CompositeBackend([upper, lower]), { logger: false });
      const { featureFlags, makeFlagGate } = lab.adapter;
      const behind = lab.behind();
      const client = await lab.serve(featureFlags(flags), makeFlagGate('newCheckout'), behind.middleware);
      assert.equal((await client.request()).status, 404);
      assert.equal(behind.runs, 0);
      await flags.enable('new_checkout');
      assert.equal((await client.request()).status, 200);
    },
  },
  {
    name: 'a rollout that draws anew gives one request one answer',
    async test(lab) {
      const flags = await lab.flags({ gated: { rules: [{ rollout: 50, sticky: false }] } });
      const { featureFlags, makeFlagGate } = lab.adapter;
      const gates = Array.from({ length: 6 }, () => makeFlagGate('gated'));
      const handler = lab.subject.middleware((request) =>
        String(lab.subject.flags(request).isEnabled('gated')),
      );
      const client = await lab.serve(featureFlags(flags), ...gates, handler);
      const passed: string[] = [];
      for (let i = 0; i < 60; i++) {
        const { status, body } = await client.request();
        if (status === 200) passed.push(body);
      }
      // Were each gate to draw for itself, one request in 64 would pass.
      assert.ok(passed.length > 10, `${passed.length} of 60 passed`);
      assert.deepEqual(new Set(passed), new Set(['true']));
    },
  },
];
