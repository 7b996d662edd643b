import { FeatureFlags } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

export const readingCases: readonly BackendCase[] = [
  {
    name: 'an empty store has no flags',
    async test({ backend }) {
      await backend.open();
      assert.deepEqual([...backend.snapshot.flags.keys()], []);
    },
  },
  {
    name: 'a flag that is not stored is not there',
    stored: { other: 'on' },
    async test({ backend }) {
      await backend.open();
      assert.equal(backend.snapshot.get('unknown'), undefined);
    },
  },
  {
    name: 'a property that every object inherits is not a flag',
    async test({ backend }) {
      await backend.open();
      for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
        assert.equal(backend.snapshot.get(name), undefined, name);
      }
    },
  },
  {
    name: 'all that is stored is listed, and nothing else',
    stored: { one: 'on', two: 'off', three: '25%' },
    async test({ backend }) {
      await backend.open();
      assert.deepEqual([...backend.snapshot.flags.keys()].sort(), ['one', 'three', 'two']);
    },
  },
  {
    name: 'short text means what it says',
    stored: { on: ' Yes ', off: 'no', empty: '', everyone: '100%', none: '0%', listed: 'users:alice,bob' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.deepEqual(flags.enabledFlags({ targetingKey: 'alice' }).sort(), ['everyone', 'listed', 'on']);
      assert.deepEqual(flags.enabledFlags({ targetingKey: 'carol' }).sort(), ['everyone', 'on']);
    },
  },
  {
    name: 'a JSON definition means what it says',
    stored: { layout: '{"default":"plain","rules":[{"users":["alice"],"serve":"rich"}]}' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.equal(flags.getValue('layout', '?', { targetingKey: 'alice' }), 'rich');
      assert.equal(flags.getValue('layout', '?', { targetingKey: 'bob' }), 'plain');
    },
  },
  {
    name: 'a flag has a version, which depends on its text alone',
    stored: { one: 'on', same: 'on', other: 'off' },
    async test({ backend }) {
      await backend.open();
      const [one, same, other] = ['one', 'same', 'other'].map((name) => backend.snapshot.get(name)?.version);
      assert.ok(typeof one === 'string' && one !== '');
      assert.equal(one, same);
      assert.notEqual(one, other);
    },
  },
  {
    name: 'the snapshot is the same object as long as nothing changes',
    stored: { one: 'on' },
    async test({ backend }) {
      await backend.open();
      assert.equal(backend.snapshot, backend.snapshot);
    },
  },
];
