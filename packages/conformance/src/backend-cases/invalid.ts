import { FeatureFlags } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

export const invalidCases: readonly BackendCase[] = [
  {
    name: 'text that is not understood is off, and reported by name',
    stored: { typo: 'ture', good: 'on' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.equal(flags.isEnabled('typo', true), false);
      assert.equal(flags.isEnabled('good'), true);
      assert.deepEqual(
        backend.status().invalid.map(({ name, serving }) => ({ name, serving })),
        [{ name: 'typo', serving: 'off' }],
      );
    },
  },
  {
    name: 'an invalid definition leaves the fallback to answer, is reported, and harms no other flag',
    stored: { bad: '{"rules":[{"rolout":25}]}', worse: '{"rules"', good: 'on' },
    async test({ backend }, { hidesTexts }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.equal(flags.isEnabled('bad', true), true);
      assert.equal(flags.evaluate('bad').errorCode, 'PARSE_ERROR');
      assert.equal(flags.isEnabled('good'), true);
      const invalid = backend.status().invalid;
      assert.deepEqual(invalid.map(({ name }) => name).sort(), ['bad', 'worse']);
      const { problem } = invalid.find(({ name }) => name === 'bad')!;
      if (hidesTexts === undefined) assert.match(problem, /rules\[0\]\.rolout.*rollout/);
      else assert.doesNotMatch(problem, /rolout/);
    },
  },
  {
    name: 'a value of two megabytes is refused by name and harms no other flag',
    stored: { huge: `{"description":"${'x'.repeat(2_000_000)}"}`, good: 'on' },
    async test({ backend }) {
      await backend.open();
      assert.equal(backend.snapshot.get('huge'), undefined);
      assert.equal(backend.snapshot.get('good')?.constant?.on, true);
      assert.deepEqual(
        backend.status().invalid.map(({ name }) => name),
        ['huge'],
      );
    },
  },
  {
    name: 'a name that is not allowed is skipped and reported, and harms no other flag',
    stored: {
      'two words': 'on',
      ['n'.repeat(257)]: 'on',
      'zero\u200bwidth': 'on',
      'e\u0301': 'on',
      good: 'on',
    },
    async test({ backend }) {
      await backend.open();
      assert.deepEqual([...backend.snapshot.flags.keys()], ['good']);
      assert.equal(backend.status().invalid.length, 4);
    },
  },
  {
    name: 'a rule that depends on a segment which is not stored matches no one, and that is reported',
    stored: { flag: '{"rules":[{"when":{"$not":{"$segment":"banned"}}},{"users":["alice"]}]}' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.equal(flags.isEnabled('flag', { targetingKey: 'bob' }), false);
      assert.equal(flags.isEnabled('flag', { targetingKey: 'alice' }), true);
      const [invalid] = flags.status().invalid;
      assert.equal(invalid?.name, 'flag');
      assert.match(invalid.problem, /segment banned/);
    },
  },
];
