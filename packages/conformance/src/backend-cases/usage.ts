import type { FlagUsage } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendFixture } from '../backend-subject.js';
import type { BackendCase } from './backend-case.js';

/** The clock of a store may differ from that of this process by so much, in milliseconds. */
const CLOCK_TOLERANCE_MS = 60_000;

const first = (name: string, count: number) => ({ name, count, isFirst: true });
const later = (name: string, count: number) => ({ name, count, isFirst: false });

async function sumsOf({ backend }: BackendFixture, name: string): Promise<Omit<FlagUsage, 'lastUsed'>> {
  const { evaluations, processes } = (await backend.usage!.read()).flags.get(name)!;
  return { evaluations, processes };
}

export const usageCases: readonly BackendCase[] = [
  {
    name: 'before the first report nothing is known',
    stored: { one: 'on' },
    async test({ backend }) {
      await backend.open();
      const { since, flags } = await backend.usage!.read();
      assert.equal(since, undefined);
      assert.equal(flags.size, 0);
    },
  },
  {
    name: 'a flag that is reported was used just now, and use is known since then',
    stored: { one: 'on', two: 'on' },
    async test({ backend }) {
      await backend.open();
      await backend.usage!.report([first('one', 3)]);
      const { since, flags } = await backend.usage!.read();
      assert.deepEqual([...flags.keys()], ['one']);
      const { lastUsed } = flags.get('one')!;
      assert.ok(Math.abs(lastUsed - Date.now()) < CLOCK_TOLERANCE_MS, `last used at ${lastUsed}`);
      assert.ok(since !== undefined && since <= lastUsed, `since ${since}`);
    },
  },
  {
    name: 'reports add up, and each process counts once',
    stored: { one: 'on', two: 'on', 'a:"name"%with$signs-and-ü': 'on' },
    async test(fixture) {
      const { backend } = fixture;
      await backend.open();
      await backend.usage!.report([first('one', 3), first('a:"name"%with$signs-and-ü', 7)]);
      await backend.usage!.report([later('one', 4)]);
      await backend.usage!.report([first('one', 5), first('two', 1)]);
      assert.deepEqual(await sumsOf(fixture, 'one'), { evaluations: 12, processes: 2 });
      assert.deepEqual(await sumsOf(fixture, 'two'), { evaluations: 1, processes: 1 });
      const hostile = await sumsOf(fixture, 'a:"name"%with$signs-and-ü');
      assert.deepEqual(hostile, { evaluations: 7, processes: 1 });
    },
  },
  {
    name: 'reports at the same time are all counted',
    stored: { one: 'on', two: 'on' },
    async test(fixture) {
      const { backend } = fixture;
      await backend.open();
      const reports = Array.from({ length: 8 }, (_, i) => {
        const uses = [first('one', 1), first('two', 10)];
        return backend.usage!.report(i % 2 === 0 ? uses : uses.toReversed());
      });
      await Promise.all(reports);
      assert.deepEqual(await sumsOf(fixture, 'one'), { evaluations: 8, processes: 8 });
      assert.deepEqual(await sumsOf(fixture, 'two'), { evaluations: 80, processes: 8 });
    },
  },
  {
    name: 'many flags are reported together',
    async test(fixture) {
      const { backend } = fixture;
      await backend.open();
      const names = Array.from({ length: 1100 }, (_, i) => `flag-${i}`);
      await backend.setMany!(new Map(names.map((name) => [name, 'on'])));
      await backend.usage!.report(names.map((name, i) => first(name, i + 1)));
      const { flags } = await backend.usage!.read();
      assert.equal(flags.size, 1100);
      assert.deepEqual(await sumsOf(fixture, 'flag-1099'), { evaluations: 1100, processes: 1 });
    },
  },
  {
    name: 'the use of flags that were removed is forgotten',
    stored: { one: 'on', two: 'on', three: 'on' },
    async test({ backend }) {
      await backend.open();
      await backend.usage!.report([first('one', 1), first('two', 1), first('three', 1)]);
      await backend.setMany!(
        new Map([
          ['two', null],
          ['three', null],
        ]),
      );
      await backend.usage!.report([later('one', 1)]);
      assert.deepEqual([...(await backend.usage!.read()).flags.keys()], ['one']);
    },
  },
];
