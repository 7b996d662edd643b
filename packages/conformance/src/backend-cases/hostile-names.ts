import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

const HOSTILE = [
  'constructor',
  'toString',
  '__proto__',
  'a/b',
  'a:b',
  'a.b',
  '100%',
  'grün',
  '🚩',
  'UPPER',
  "';--",
  '*',
];

export const hostileNameCases: readonly BackendCase[] = [
  {
    name: 'every name that is allowed is an ordinary name',
    // __proto__ in an object literal would set the prototype; a computed key makes an ordinary one.
    stored: Object.fromEntries(HOSTILE.map((name, i) => [name, i % 2 === 0 ? 'on' : 'off'])),
    async test({ backend }) {
      await backend.open();
      assert.deepEqual([...backend.snapshot.flags.keys()].sort(), [...HOSTILE].sort());
      for (const [i, name] of HOSTILE.entries()) {
        assert.equal(backend.snapshot.get(name)?.constant?.on, i % 2 === 0, name);
      }
    },
  },
  {
    name: 'a name of 256 characters is one',
    stored: { ['n'.repeat(256)]: 'on' },
    async test({ backend }) {
      await backend.open();
      assert.equal(backend.snapshot.get('n'.repeat(256))?.constant?.on, true);
    },
  },
];
