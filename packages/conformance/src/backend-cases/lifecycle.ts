import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

export const lifecycleCases: readonly BackendCase[] = [
  {
    name: 'opening twice, or twice at once, opens once',
    stored: { one: 'on' },
    async test({ backend }) {
      await Promise.all([backend.open(), backend.open()]);
      const before = backend.snapshot;
      await backend.open();
      assert.equal(backend.snapshot, before);
      assert.equal(backend.snapshot.flags.size, 1);
    },
  },
  {
    name: 'closing twice closes once, and the last known flags stay readable',
    stored: { one: 'on' },
    async test({ backend }) {
      await backend.open();
      await Promise.all([backend.close(), backend.close()]);
      await backend.close();
      assert.equal(backend.snapshot.get('one')?.constant?.on, true);
    },
  },
  {
    name: 'closing what was never opened is fine',
    async test({ backend }) {
      await backend.close();
    },
  },
  {
    name: 'once open, its status says so',
    stored: { one: 'on', two: 'off' },
    async test({ backend }) {
      const before = Date.now();
      await backend.open();
      const status = backend.status();
      assert.ok(status.name !== '');
      assert.ok(status.state === 'live' || status.state === 'polling', `${status.state}: ${status.reason}`);
      assert.equal(status.flags, 2);
      assert.deepEqual(status.invalid, []);
      assert.ok(
        status.lastLoad !== undefined && status.lastLoad >= before - 60_000 && status.lastLoad <= Date.now(),
      );
    },
  },
  {
    name: 'it can say how it is built',
    async test({ backend }) {
      const description = backend.describe?.() ?? backend.name;
      assert.ok(typeof description === 'string' && description.includes(backend.name));
    },
  },
];
