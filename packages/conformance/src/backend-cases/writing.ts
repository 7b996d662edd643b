import { type Backend, FeatureFlags, type Flag, type FlagConflictError, isHalyardError } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

const isOn = (backend: Backend, name: string): boolean | undefined =>
  backend.snapshot.get(name)?.constant?.on;

/** Fails unless `write` is refused with `CONFLICT`; returns what the error says is stored. */
async function conflictOf(write: Promise<unknown>): Promise<Flag | undefined> {
  const error = await write.then(
    () => assert.fail('the write was not refused'),
    (reason: unknown) => reason,
  );
  assert.ok(isHalyardError(error, 'CONFLICT'), String(error));
  return (error as FlagConflictError).current;
}

export const writingCases: readonly BackendCase[] = [
  {
    name: 'what is set is read at once',
    async test({ backend }) {
      await backend.open();
      await backend.set!('flag', true);
      assert.equal(isOn(backend, 'flag'), true);
      await backend.set!('flag', 'off');
      assert.equal(isOn(backend, 'flag'), false);
    },
  },
  {
    name: 'on and off, short text and definitions can be set',
    async test({ backend }) {
      await backend.open();
      await backend.set!('boolean', true);
      await backend.set!('text', 'users:alice');
      await backend.set!('definition', { rules: [{ users: ['alice'] }], description: 'for Alice' });
      assert.deepEqual(backend.snapshot.get('boolean')?.definition, {});
      assert.deepEqual(backend.snapshot.get('text')?.definition, { rules: [{ users: ['alice'] }] });
      assert.equal(backend.snapshot.get('definition')?.definition.description, 'for Alice');
    },
  },
  {
    name: 'setting what is stored already is fine',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      await backend.set!('flag', true);
      assert.equal(isOn(backend, 'flag'), true);
    },
  },
  {
    name: 'deleting says whether there was something, and leaves the others',
    stored: { flag: 'on', other: 'on' },
    async test({ backend }) {
      await backend.open();
      assert.equal(await backend.delete!('flag'), true);
      assert.equal(backend.snapshot.get('flag'), undefined);
      assert.equal(await backend.delete!('flag'), false);
      assert.equal(isOn(backend, 'other'), true);
    },
  },
  {
    name: 'an invalid definition is refused and stores nothing',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      for (const bad of ['ture', '{"rules"', { rules: [{ rolout: 1 }] } as never, 5 as never]) {
        await assert.rejects(
          backend.set!('flag', bad),
          (error) => isHalyardError(error, 'INVALID_DEFINITION'),
          JSON.stringify(bad),
        );
      }
      assert.equal(backend.snapshot.get('flag')?.text, 'on');
    },
  },
  {
    name: 'a name that is not allowed is refused',
    async test({ backend }) {
      await backend.open();
      for (const bad of ['', 'two words', '$reserved', 'n'.repeat(257)]) {
        await assert.rejects(backend.set!(bad, true), (error) => isHalyardError(error, 'INVALID_NAME'), bad);
        await assert.rejects(backend.delete!(bad), (error) => isHalyardError(error, 'INVALID_NAME'), bad);
      }
    },
  },
  {
    name: 'a definition that its owner changes later stays as it was set',
    async test({ backend }) {
      await backend.open();
      const users = ['alice'];
      await backend.set!('flag', { rules: [{ users }] });
      users.push('mallory');
      assert.deepEqual(backend.snapshot.get('flag')?.definition, { rules: [{ users: ['alice'] }] });
    },
  },
  {
    name: 'a snapshot that is kept does not change',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      const held = backend.snapshot;
      await backend.set!('flag', false);
      await backend.set!('new', true);
      assert.equal(held.get('flag')?.constant?.on, true);
      assert.equal(held.get('new'), undefined);
      assert.notEqual(backend.snapshot, held);
    },
  },
  {
    name: 'listeners hear of a change when it can be read, until they stop listening',
    async test({ backend }) {
      await backend.open();
      const heard: unknown[] = [];
      const stop = backend.subscribe(() => heard.push(isOn(backend, 'flag')));
      await backend.set!('flag', true);
      assert.equal(heard.at(-1), true);
      stop();
      const count = heard.length;
      await backend.set!('flag', false);
      assert.equal(heard.length, count);
    },
  },
  {
    name: 'a listener that throws keeps no other from hearing',
    async test({ backend }) {
      await backend.open();
      let heard = 0;
      backend.subscribe(() => {
        throw new Error('a listener of the conformance suite throws on purpose');
      });
      backend.subscribe(() => heard++);
      await backend.set!('flag', true);
      assert.ok(heard > 0);
    },
  },
  {
    name: 'with the right version a write goes through, once',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      const { version } = backend.snapshot.get('flag')!;
      await backend.set!('flag', false, { ifVersion: version });
      const current = await conflictOf(backend.set!('flag', true, { ifVersion: version }));
      assert.equal(current?.text, 'off');
      assert.equal(isOn(backend, 'flag'), false);
    },
  },
  {
    name: 'version null means that there must be no such flag',
    async test({ backend }) {
      await backend.open();
      await backend.set!('flag', true, { ifVersion: null });
      const current = await conflictOf(backend.set!('flag', false, { ifVersion: null }));
      assert.equal(current?.text, 'on');
    },
  },
  {
    name: 'deleting depends on the version too',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      const { version } = backend.snapshot.get('flag')!;
      await conflictOf(backend.delete!('flag', { ifVersion: 'another' }));
      assert.equal(isOn(backend, 'flag'), true);
      assert.equal(await backend.delete!('flag', { ifVersion: version }), true);
      assert.equal(await conflictOf(backend.delete!('flag', { ifVersion: version })), undefined);
    },
  },
  {
    name: 'a function makes the new flag from the one that is stored',
    stored: { flag: '{"description":"kept"}' },
    async test({ backend }) {
      await backend.open();
      await backend.set!('flag', (current) => ({ ...current!.definition, enabled: false }));
      assert.deepEqual(backend.snapshot.get('flag')?.definition, { description: 'kept', enabled: false });
      const seen: unknown[] = [];
      await backend.set!('new', (current) => {
        seen.push(current);
        return true;
      });
      assert.deepEqual(seen, [undefined]);
    },
  },
  {
    name: 'a function that throws stores nothing and its error comes through',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      const thrown = new Error('changed my mind');
      await assert.rejects(
        backend.set!('flag', () => {
          throw thrown;
        }),
        (error) => error === thrown,
      );
      assert.equal(isOn(backend, 'flag'), true);
    },
  },
  {
    name: 'of many changes made at once by functions none is lost',
    stored: { counter: '{"default":0,"rules":[]}' },
    async test({ backend }) {
      await backend.open();
      const increment = (current: Flag | undefined) => ({
        ...current!.definition,
        default: (current!.definition.default as number) + 1,
      });
      await Promise.all(Array.from({ length: 6 }, () => backend.set!('counter', increment)));
      assert.equal(backend.snapshot.get('counter')?.definition.default, 6);
    },
  },
  {
    name: 'enable and disable through the service keep the rules of a flag',
    stored: { ramp: '25%' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      assert.equal(await flags.disable('ramp'), undefined);
      assert.deepEqual(flags.enabledFlags({ targetingKey: 'anyone' }), []);
      assert.equal(await flags.enable('ramp'), 'some');
      assert.deepEqual(flags.definition('ramp')?.definition, { rules: [{ rollout: 25 }] });
      assert.equal(await flags.enable('new'), 'everyone');
      assert.equal(flags.isEnabled('new'), true);
    },
  },
  {
    name: 'a disabled flag is off for everyone, whatever its default',
    stored: {
      on: '{"default":true,"rules":[{"users":["alice"],"serve":false}]}',
      setting: '{"default":10}',
      layout: '{"variants":{"rich":true,"plain":false},"default":"rich"}',
      off: '{"default":false}',
    },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      for (const name of ['on', 'setting', 'layout']) {
        assert.equal(flags.isEnabled(name, { targetingKey: 'bob' }), true, name);
        await flags.disable(name);
      }
      assert.deepEqual(flags.enabledFlags({ targetingKey: 'bob' }), []);
      assert.equal(flags.getValue('on', true), false);
      assert.equal(flags.getValue('setting', 20), 10);
      assert.equal(flags.evaluate('layout').variant, 'plain');
      assert.equal(await flags.enable('off'), 'none');
      assert.equal(flags.isEnabled('off'), false);
    },
  },
];
