import type { FlagSource, StoredText } from '@halyard/core';
import { atOnce } from '@halyard/core/store';
import { expect } from 'chai';
import fc from 'fast-check';
import { FlagTable } from '../../../packages/core/src/store/flag-table.js';

/** So many flags that a change of all of them makes a new snapshot, and not one from the last. */
const MANY = 1500;

const texts = fc.constantFrom(
  'on',
  'off',
  '25%',
  'users:a',
  'wrong text',
  '{"rules":5}',
  '{"default":1,"rules":[]}',
);
const source: fc.Arbitrary<FlagSource | StoredText | undefined> = fc.oneof(
  texts,
  texts.map((text) => ({ text, updatedAt: 5 })),
  fc.boolean(),
  fc.constant(undefined),
);
const name = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map((i) => `flag_${i}`),
  fc.constantFrom('flagThree', 'flag-three', 'flag_three', '$reserved', '$segment.pro', 'two words'),
);
const changes = fc.array(fc.tuple(name, source), { maxLength: 20 });
const loaded = fc
  .tuple(fc.dictionary(name, texts, { maxKeys: 20, noNullPrototype: true }), fc.boolean())
  .map(([few, isLarge]) => ({
    ...few,
    ...(isLarge ? Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`many_${i}`, 'on'])) : {}),
  }));

/** Everything about a table. */
function contents({ snapshot }: FlagTable): object {
  const sorted = (map: ReadonlyMap<string, unknown>): unknown[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const flags = [...snapshot.flags.values()].map(
    ({ name: own, text, updatedAt }) => [own, { text, updatedAt }] as const,
  );
  return {
    flags: sorted(new Map(flags)),
    invalid: sorted(snapshot.invalid),
    unused: sorted(snapshot.unused),
    spellings: [...snapshot.spellingsOf('flag_three')].sort(),
  };
}

describe('A table of stored flags', () => {
  it('has the same after a load in steps and the changes since as after both one by one', () => {
    fc.assert(
      fc.property(loaded, changes, loaded, changes, (first, between, second, since) => {
        const [sliced, plain] = [new FlagTable(), new FlagTable()];
        for (const table of [sliced, plain]) {
          atOnce(table.replace(first));
          atOnce(table.change(between));
        }
        atOnce(sliced.replace(second, () => since));
        atOnce(plain.replace(second));
        for (const change of since) atOnce(plain.change([change]));
        expect(contents(sliced)).to.deep.equal(contents(plain));
        for (const key of Object.keys(second)) expect(sliced.text(key)).to.equal(plain.text(key));
      }),
      { numRuns: 200 },
    );
  });

  it('shows what it takes in after the last step, as a whole', () => {
    for (const count of [10, MANY]) {
      const table = new FlagTable();
      atOnce(table.change([['old', 'on']]));
      const before = table.snapshot;
      const steps = table.replace(
        Object.fromEntries(Array.from({ length: count }, (_, i) => [`flag_${i}`, 'on'])),
      );
      let taken = steps.next();
      for (; taken.done !== true; taken = steps.next()) expect(table.snapshot).to.equal(before);
      expect(taken.value).to.equal(true);
      expect([...table.snapshot.flags.keys()])
        .to.have.length(count)
        .and.not.include('old');
    }
  });

  it('keeps the flags, and the snapshot, that a load does not change', () => {
    const table = new FlagTable();
    const all = Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`flag_${i}`, 'on']));
    atOnce(table.replace(all));
    const { snapshot } = table;
    expect(atOnce(table.replace(all))).to.equal(false);
    expect(table.snapshot).to.equal(snapshot);
    expect(atOnce(table.replace({ ...all, flag_7: 'off' }))).to.equal(true);
    expect(table.snapshot.changedSince(snapshot)).to.deep.equal(['flag_7']);
    expect(table.snapshot.get('flag_8')).to.equal(snapshot.get('flag_8'));
  });
});
