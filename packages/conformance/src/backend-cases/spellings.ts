import { FeatureFlags, isHalyardError } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

export const spellingCases: readonly BackendCase[] = [
  {
    name: 'a name that is not stored is looked for in its canonical form',
    stored: { new_checkout: 'on', http_server: 'on' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      for (const name of ['newCheckout', 'new-checkout', 'new.checkout', 'NewCheckout', 'HTTPServer']) {
        assert.equal(flags.isEnabled(name), true, name);
        assert.equal(flags.has(name), true, name);
      }
      assert.equal(flags.isEnabled('newcheckout'), false);
      assert.deepEqual(flags.enabledFlags().sort(), ['http_server', 'new_checkout']);
    },
  },
  {
    name: 'a new name that is another spelling of a stored one is refused, and nothing is stored',
    stored: { new_checkout: 'on' },
    async test({ backend }) {
      if (backend.set === undefined) return;
      const flags = await FeatureFlags.open(backend, { logger: false });
      for (const write of [
        () => flags.set('newCheckout', false),
        () => flags.disable('new-checkout'),
        () => flags.setMany({ other: true, 'new.checkout': false }),
      ]) {
        await assert.rejects(write, (error) => {
          assert.ok(isHalyardError(error, 'INVALID_NAME'), String(error));
          return error.message.includes('new_checkout');
        });
      }
      assert.deepEqual([...backend.snapshot.flags.keys()], ['new_checkout']);
      assert.equal(flags.isEnabled('newCheckout'), true);
    },
  },
];
