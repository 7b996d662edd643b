import type { Backend } from '@halyard/core';
import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import type { BackendCase } from './backend-case.js';

const isOn = (backend: Backend, name: string): boolean | undefined =>
  backend.snapshot.get(name)?.constant?.on;

export const outsideCases: readonly BackendCase[] = [
  {
    name: 'a flag that appears, changes and goes is seen each time, and the others stay',
    stored: { other: 'on' },
    async test({ backend, change }) {
      await backend.open();
      await change!('flag', 'on');
      await eventually(backend, 'the new flag is on', () => isOn(backend, 'flag') === true);
      await change!('flag', 'off');
      await eventually(backend, 'the flag is off', () => isOn(backend, 'flag') === false);
      await change!('flag', undefined);
      await eventually(backend, 'the flag is gone', () => isOn(backend, 'flag') === undefined);
      assert.equal(isOn(backend, 'other'), true);
    },
  },
  {
    name: 'the last flag going is seen',
    stored: { only: 'on' },
    async test({ backend, change }) {
      await backend.open();
      await change!('only', undefined);
      await eventually(backend, 'no flag is left', () => backend.snapshot.flags.size === 0);
    },
  },
  {
    name: 'a snapshot that is kept does not change',
    stored: { flag: 'on' },
    async test({ backend, change }) {
      await backend.open();
      const held = backend.snapshot;
      await change!('flag', 'off');
      await eventually(backend, 'the flag is off', () => isOn(backend, 'flag') === false);
      assert.equal(held.get('flag')?.constant?.on, true);
    },
  },
  {
    name: 'a definition that turns invalid leaves the last valid one in force, and says so, until it is mended',
    stored: { flag: '{"rules":[{"users":["alice"]}]}' },
    async test({ backend, change }) {
      await backend.open();
      const before = backend.snapshot.get('flag');
      await change!('flag', '{"rules":[{"user":["alice"]}]}');
      await eventually(backend, 'the flag is reported', () => backend.status().invalid.length === 1);
      assert.equal(backend.snapshot.get('flag'), before);
      assert.equal(backend.status().invalid[0]!.serving, 'previous');
      await change!('flag', 'on');
      // A read that overlaps with the push of the text before may show both for a moment.
      const isMended = (): boolean => isOn(backend, 'flag') === true && backend.status().invalid.length === 0;
      await eventually(backend, 'the flag is mended', isMended);
    },
  },
  {
    name: 'the last of many changes in a row is what stays',
    async test({ backend, change }) {
      await backend.open();
      for (let i = 1; i <= 50; i++) await change!('counter', `{"default":${i},"rules":[]}`);
      const value = (): unknown => backend.snapshot.get('counter')?.constant?.value;
      await eventually(backend, 'the counter is 50', () => value() === 50);
    },
  },
];
