import { expect } from 'chai';
import fc from 'fast-check';
import { PatchedMap } from '../../packages/core/src/patched-map.js';

const names = fc.integer({ min: 0, max: 150 }).map((number) => `name ${number}`);
const entries = fc.array(fc.tuple(names, fc.option(fc.integer(), { nil: undefined })), { maxLength: 80 });
const reads = fc.array(names, { maxLength: 200 });
const steps = fc.array(fc.record({ entries, reads, goesThrough: fc.boolean() }), { maxLength: 6 });

function sorted<Value>(map: Iterable<readonly [string, Value]>): (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('A patched map', () => {
  it('is like the map that was copied and changed, and leaves what it was made from as it was', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let patched = new PatchedMap<number>();
        let plain = new Map<string, number>();
        const made: [PatchedMap<number>, Map<string, number>][] = [];
        for (const step of all) {
          const changes = new Map(step.entries);
          patched = patched.with(changes.keys(), (name) => changes.get(name));
          plain = new Map(plain);
          for (const [name, value] of changes) {
            if (value === undefined) plain.delete(name);
            else plain.set(name, value);
          }
          made.push([patched, plain]);
          for (const name of step.reads) {
            expect(patched.get(name)).to.equal(plain.get(name));
            expect(patched.has(name)).to.equal(plain.has(name));
          }
          if (step.goesThrough) expect(sorted(patched)).to.deep.equal(sorted(plain));
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
});
