import { FeatureFlags, isHalyardError } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

const INVALID = '{"rules":[{"rolout":25}]}';

export const writingInvalidCases: readonly BackendCase[] = [
  {
    name: 'a flag whose stored text is invalid is not enabled, and the text stays',
    stored: { bad: INVALID, typo: '25 %%' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      for (const name of ['bad', 'typo']) {
        await assert.rejects(flags.enable(name), (error) => {
          assert.ok(isHalyardError(error, 'INVALID_DEFINITION'), String(error));
          return error.message.includes(name);
        });
        assert.equal(flags.isEnabled(name), false);
      }
      assert.equal(backend.snapshot.unused.get('bad'), INVALID);
    },
  },
  {
    name: 'a flag whose stored text is invalid is disabled by "off", and the text comes back',
    stored: { bad: INVALID },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.equal(await flags.disable('bad'), INVALID);
      assert.equal(backend.snapshot.flags.get('bad')?.text, 'off');
      assert.deepEqual(backend.status().invalid, []);
      assert.equal(await flags.enable('bad'), 'everyone');
    },
  },
  {
    name: 'what is stored under a reserved name is kept, and is neither a flag nor an error',
    stored: { $later: 'anything', good: 'on' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.deepEqual(flags.enabledFlags(), ['good']);
      assert.deepEqual(flags.status().invalid, []);
      assert.equal(backend.snapshot.unused.get('$later'), 'anything');
      await flags.disable('good');
      assert.equal(backend.snapshot.unused.get('$later'), 'anything');
    },
  },
];
