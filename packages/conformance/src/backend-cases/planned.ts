import { FeatureFlags } from '@halyard/core';
import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import type { BackendCase } from './backend-case.js';

/** What any backend that can be written does with changes that are planned. */
export const plannedCases: readonly BackendCase[] = [
  {
    name: 'a planned change is kept beside the flags, not among them',
    stored: { sale: 'off' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false, applyPlanned: false });
      const at = Date.now() + 3_600_000;
      const { id } = await flags.plan('sale', { enabled: true }, { at, actor: 'ana' });
      await flags.refresh();
      const planned = flags.planned().map(({ flag, change, actor }) => ({ flag, change, actor }));
      assert.deepEqual(planned, [{ flag: 'sale', change: { enabled: true }, actor: 'ana' }]);
      assert.deepEqual([...backend.snapshot.flags.keys()], ['sale']);
      assert.deepEqual(backend.status().invalid, []);
      assert.equal(await flags.cancelPlanned(id), true);
      assert.deepEqual(flags.planned(), []);
    },
  },
  {
    name: 'a planned change is applied once its time has come, and is gone then',
    stored: { sale: '{"enabled":false,"owner":"shop"}' },
    async test({ backend }) {
      let now = Date.parse('2026-12-01T08:00:00Z');
      const flags = await FeatureFlags.open(backend, { logger: false, clock: () => now });
      await flags.plan('sale', { enabled: true }, { at: now + 10 });
      await flags.plan('banner', { set: '25%' }, { at: now + 10 });
      now += 10;
      await eventually(backend, 'they are applied', () => flags.planned().length === 0);
      await flags.refresh();
      assert.deepEqual(flags.planned(), []);
      assert.deepEqual(flags.definition('sale')?.definition, { owner: 'shop' });
      assert.equal(flags.definition('banner')?.text, '25%');
    },
  },
];
