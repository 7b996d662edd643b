import { FeatureFlags, isHalyardError } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

export const readOnlyCases: readonly BackendCase[] = [
  {
    name: 'it has no way to write',
    async test({ backend }) {
      assert.equal(typeof backend.set, 'undefined');
      assert.equal(typeof backend.delete, 'undefined');
    },
  },
  {
    name: 'writing through the service is refused with an error that names it',
    stored: { flag: 'on' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      for (const write of [
        () => flags.disable('flag'),
        () => flags.set('flag', false),
        () => flags.delete('flag'),
      ]) {
        await assert.rejects(write, (error) => {
          assert.ok(isHalyardError(error, 'READ_ONLY'));
          return error.message.includes(backend.name);
        });
      }
      assert.equal(flags.isEnabled('flag'), true);
    },
  },
];
