import { expect } from 'chai';
import fc from 'fast-check';
import { VersionedMap } from '../../../packages/core/src/store/versioned-map.js';

const names = fc.integer({ min: 0, max: 150 }).map((number) => `name ${number}`);
const entries = fc.array(fc.tuple(names, fc.option(fc.integer(), { nil: undefined })), { maxLength: 80 });
const reads = fc.array(names, { maxLength: 200 });
const steps = fc.array(fc.record({ entries, reads, goesThrough: fc.boolean() }), { maxLength: 6 });

function sorted<Value>(map: Iterable<readonly [string, Value]>): (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('A versioned map', () => {
  it('is like the map that was copied and changed, and leaves what it was made from as it was', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let versioned = new VersionedMap<number>();
        let plain = new Map<string, number>();
        const made: [VersionedMap<number>, Map<string, number>][] = [];
        for (const step of all) {
          const changes = new Map(step.entries);
          versioned = versioned.with(changes.keys(), (name) => changes.get(name));
          plain = new Map(plain);
          for (const [name, value] of changes) {
            if (value === undefined) plain.delete(name);
            else plain.set(name, value);
          }
          made.push([versioned, plain]);
          for (const name of step.reads) {
            expect(versioned.get(name)).to.equal(plain.get(name));
            expect(versioned.has(name)).to.equal(plain.has(name));
          }
          if (step.goesThrough) expect(sorted(versioned)).to.deep.equal(sorted(plain));
        }
        for (const [map, expected] of made) {
          expect(map.size).to.equal(expected.size);
          expect(sorted(map.entries())).to.deep.equal(sorted(expected));
          expect([...map.keys()].sort()).to.deep.equal([...expected.keys()].sort());
          expect([...map.values()].sort((a, b) => a - b)).to.deep.equal(
            [...expected.values()].sort((a, b) => a - b),
          );
          const each: [string, number][] = [];
          map.forEach((value, name) => each.push([name, value]));
          expect(sorted(each)).to.deep.equal(sorted(expected));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('may be changed in two ways', () => {
    const first = new VersionedMap([['a', 1]]);
    const [second, other] = [first.with(['b'], () => 2), first.with(['a', 'c'], () => 3)];
    const third = second.with(['a'], () => undefined);
    const all = [first, second, other, third].map((map) => Object.fromEntries(map));
    expect(all).to.deep.equal([{ a: 1 }, { a: 1, b: 2 }, { a: 3, c: 3 }, { b: 2 }]);
  });

  it('is the same where nothing differs', () => {
    const map = new VersionedMap([['a', 1]]);
    expect(map.with(['a', 'b'], (name) => map.get(name))).to.equal(map);
  });

  it('goes through what it held when that began, in the order in which it was put in', () => {
    const map = new VersionedMap([
      ['b', 1],
      ['a', 2],
    ]);
    const [keys, values] = [map.keys(), map.values()];
    expect(keys.next().value).to.equal('b');
    const changed = map.with(['a', 'c'], (name) => (name === 'c' ? 3 : undefined));
    expect([[...keys], [...values]]).to.deep.equal([['a'], [1, 2]]);
    expect(Array.from(changed.with(['b'], () => 5))).to.deep.equal([
      ['b', 5],
      ['c', 3],
    ]);
  });

  it('that is empty keeps nothing of what is made from it', () => {
    const empty = new VersionedMap<number>();
    const made = empty.with(['a'], () => 1);
    // Otherwise what is made of the other would be a copy of it, and a change of either be seen in both.
    const other = empty.with(['b'], () => 2);
    expect([Object.fromEntries(empty), Object.fromEntries(made), Object.fromEntries(other)]).to.deep.equal([
      {},
      { a: 1 },
      { b: 2 },
    ]);
  });

  it('takes over a map without copying it', () => {
    const given = new Map([['a', 1]]);
    const map = VersionedMap.of(given);
    const changed = map.with(['b'], () => 2);
    expect(given.get('b')).to.equal(2);
    expect([map.get('b'), changed.get('b'), map.size, changed.size]).to.deep.equal([undefined, 2, 1, 2]);
  });

  it('answers for an old version however many came after it', () => {
    const first = new VersionedMap(Array.from({ length: 100 }, (_, i) => [`${i}`, 0]));
    let newest = first;
    for (let i = 0; i < 1_000; i++) newest = newest.with([`${i % 150}`], () => i + 1);
    expect([first.get('7'), first.get('120'), first.size, first.has('99')]).to.deep.equal([
      0,
      undefined,
      100,
      true,
    ]);
    expect([newest.get('7'), newest.get('120'), newest.size]).to.deep.equal([908, 871, 150]);
  });
});
