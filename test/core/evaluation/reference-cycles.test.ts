import { expect } from 'chai';
import type { FlagScope } from '../../../packages/core/src/evaluation/flag.js';
import { MAX_ASKED, MAX_DEPTH } from '../../../packages/core/src/evaluation/follow-reference.js';
import { dependsOnContext, ReferenceCycles } from '../../../packages/core/src/evaluation/reference-cycles.js';
import { flagOf, scopeOf, type Stored } from '../../support/flag-scope.js';

const flagsOf = (stored: Stored) =>
  new Map(Object.entries(stored).map(([name, each]) => [name, flagOf(name, each)]));

/** What is found of all these flags, asked for problems first or, in a test of its own, never. */
function cyclesOf(stored: Stored) {
  const flags = flagsOf(stored);
  const get = (name: string) => flags.get(name);
  const cycles = new ReferenceCycles();
  return {
    get problems() {
      return cycles.problems(flags.values(), get);
    },
    joins: (from: string, to: string) => cycles.joins(from, to, get),
  };
}

const requires = (...names: string[]) => ({ requires: names });

/** A flag `f0` that requires `f1`, and so on; the last, `f<length>`, is on. */
function chain(length: number): Record<string, unknown> {
  const flags = Array.from({ length }, (_, i) => [`f${i}`, requires(`f${i + 1}`)]);
  return Object.fromEntries([...flags, [`f${length}`, 'on']]) as Record<string, unknown>;
}

describe('ReferenceCycles', () => {
  it('finds none where there is none', () => {
    const cycles = cyclesOf({ a: requires('b', 'c'), b: requires('c'), c: 'on', d: requires('missing') });
    expect(cycles.problems).to.deep.equal([]);
    expect(cycles.joins('a', 'b')).to.equal(false);
    expect(cycles.joins('d', 'missing')).to.equal(false);
  });

  it('finds a flag that requires itself', () => {
    const cycles = cyclesOf({ a: requires('a') });
    expect(cycles.joins('a', 'a')).to.equal(true);
    expect(cycles.problems).to.deep.equal([
      { name: 'a', problem: 'requires: a → a is a cycle, so none of them holds', serving: 'off' },
    ]);
  });

  it('names the flags of a cycle in their order', () => {
    const { problems, joins } = cyclesOf({
      start: requires('a'),
      a: requires('b'),
      b: requires('c'),
      c: requires('a'),
    });
    expect(problems.map(({ problem }) => problem)).to.deep.equal([
      'requires: a → b → c → a is a cycle, so none of them holds',
    ]);
    expect(joins('a', 'b')).to.equal(true);
    expect(joins('c', 'a')).to.equal(true);
    expect(joins('start', 'a')).to.equal(false);
  });

  it('reports each knot of cycles once, with its shortest cycle', () => {
    const { problems, joins } = cyclesOf({
      a: requires('b'),
      b: requires('c', 'a'),
      c: requires('a'),
      x: requires('y'),
      y: requires('x', 'a'),
    });
    expect(problems.map(({ problem }) => problem)).to.deep.equal([
      'requires: a → b → a is a cycle, so none of them holds',
      'requires: x → y → x is a cycle, so none of them holds',
    ]);
    expect(joins('y', 'a')).to.equal(false);
    expect(joins('b', 'c')).to.equal(true);
  });

  it('finds cycles of segments', () => {
    const { problems, joins } = cyclesOf({
      '$segment.a': { $segment: 'b' },
      '$segment.b': { $not: { $segment: 'a' } },
    });
    expect(problems.map(({ problem }) => problem)).to.deep.equal([
      '$segment: $segment.a → $segment.b → $segment.a is a cycle, so none of them holds',
    ]);
    expect(joins('$segment.b', '$segment.a')).to.equal(true);
  });

  it('takes names as names', () => {
    const { joins } = cyclesOf(
      JSON.parse(
        '{"__proto__": {"requires": ["constructor"]}, "constructor": {"requires": ["__proto__"]}}',
      ) as Stored,
    );
    expect(joins('__proto__', 'constructor')).to.equal(true);
    expect(joins('toString', 'constructor')).to.equal(false);
  });

  it('walks 10,000 flags in a row, and a circle of 10,000', () => {
    expect(cyclesOf(chain(10_000)).joins('f0', 'f1')).to.equal(false);
    const circle = cyclesOf({ ...chain(10_000), f10000: requires('f0') });
    expect(circle.joins('f0', 'f1')).to.equal(true);
    expect(circle.problems).to.have.length(1);
  });

  it('looks at a flag when it is first asked about, and finds the same in whatever order', () => {
    const stored = { a: requires('b'), b: requires('a'), c: requires('d'), d: requires('c', 'a') };
    const { joins } = cyclesOf(stored);
    expect([joins('d', 'c'), joins('a', 'b'), joins('d', 'a')]).to.deep.equal([true, true, false]);
    const later = cyclesOf(stored);
    expect(later.joins('b', 'a')).to.equal(true);
    expect(later.problems.map(({ name }) => name)).to.have.members(['a', 'c']);
  });

  it('follows a reference by another spelling to the flag that it means', () => {
    const flags = flagsOf({ new_a: requires('b'), b: requires('newA') });
    const get = (name: string) => flags.get(name === 'newA' ? 'new_a' : name);
    const cycles = new ReferenceCycles();
    expect([cycles.joins('b', 'newA', get), cycles.joins('new_a', 'b', get)]).to.deep.equal([true, true]);
  });

  it('reports a chain that is too long where it becomes so', () => {
    expect(cyclesOf(chain(MAX_DEPTH)).problems).to.deep.equal([]);
    expect(cyclesOf(chain(MAX_DEPTH + 3)).problems).to.deep.equal([
      {
        name: 'f2',
        problem: `requires: the chain is longer than ${MAX_DEPTH} flags, so it does not hold`,
        serving: 'off',
      },
    ]);
  });
});

describe('dependsOnContext', () => {
  const depends = (name: string, stored: Stored): boolean => {
    const flags = flagsOf(stored);
    return dependsOnContext(name, (each) => flags.get(each));
  };

  it('is what the flag itself says when it refers to no other', () => {
    expect(depends('a', { a: 'on' })).to.equal(false);
    expect(depends('a', { a: '25%' })).to.equal(true);
    expect(depends('a', {})).to.equal(false);
  });

  it('looks through what it refers to, however far', () => {
    expect(depends('a', { a: requires('b'), b: requires('c', 'd'), c: 'on', d: '25%' })).to.equal(true);
    expect(depends('a', { a: requires('b'), b: requires('c'), c: 'on' })).to.equal(false);
    expect(
      depends('a', { a: { rules: [{ when: { $segment: 's' } }] }, '$segment.s': { plan: 'pro' } }),
    ).to.equal(true);
    expect(depends('a', { a: { rules: [{ when: { $segment: 's' } }] } })).to.equal(false);
  });

  it('does not look behind a flag that is disabled', () => {
    expect(depends('a', { a: requires('b'), b: { enabled: false, requires: ['c'] }, c: '25%' })).to.equal(
      false,
    );
  });

  it('ends in circles and in long chains', () => {
    expect(depends('a', { a: requires('b'), b: requires('a') })).to.equal(false);
    expect(depends('a', { a: requires('b'), b: requires('a', 'c'), c: '25%' })).to.equal(true);
    expect(depends('f0', chain(10_000))).to.equal(false);
  });
});

describe('Evaluating what is required', () => {
  const isOn = (name: string, scope: FlagScope): boolean => scope.get(name)!.decide({}, scope, 0).on;

  it('follows a chain as far as the limit', () => {
    const scope = scopeOf(chain(MAX_DEPTH));
    expect(isOn('f0', scope)).to.equal(true);
  });

  it('does not hold beyond, nor overflow the stack', () => {
    const scope = scopeOf(chain(10_000));
    expect(isOn('f0', scope)).to.equal(false);
    expect(isOn(`f${10_000 - MAX_DEPTH}`, scope)).to.equal(true);
  });

  it('does not hold beyond for one that must be off either', () => {
    const { f0: _, ...rest } = chain(MAX_DEPTH + 1);
    const off = { requires: [{ flag: 'f1', enabled: false }] };
    expect(isOn('f0', scopeOf({ f0: off, ...rest }))).to.equal(false);
    expect(isOn('f0', scopeOf({ ...chain(MAX_DEPTH), [`f${MAX_DEPTH}`]: 'off', f0: off }))).to.equal(true);
  });

  it('holds again afterwards', () => {
    const scope = scopeOf({ ...chain(MAX_DEPTH + 1), short: requires(`f${MAX_DEPTH}`) });
    expect([isOn('f0', scope), isOn('short', scope)]).to.deep.equal([false, true]);
  });

  it('ends in a lattice where every flag is asked twice on each level', () => {
    const level = (i: number) => requires(`a${i + 1}`, `b${i + 1}`);
    const lattice = (levels: number) =>
      scopeOf({
        ...Object.fromEntries(
          Array.from({ length: levels }, (_, i) => [
            [`a${i}`, level(i)],
            [`b${i}`, level(i)],
          ]).flat(),
        ),
        [`a${levels}`]: 'users:nobody,everybody',
        [`b${levels}`]: '99.99%',
      });
    const everybody = (scope: FlagScope) =>
      scope.get('a0')!.decide({ targetingKey: 'everybody' }, scope, 0).on;
    const levels = Math.floor(Math.log2(MAX_ASKED)) - 2;
    expect(everybody(lattice(levels))).to.equal(true);
    expect(everybody(lattice(MAX_DEPTH - 1))).to.equal(false);
  });

  describe('counts every flag that it asks', () => {
    /** A flag that asks 100 others, each of which asks `flag`, 99 times, and then `more`. */
    const asking = (flag: string, ...more: string[]): boolean => {
      const middle = Array.from({ length: 100 }, (_, i) => [
        `m${i}`,
        requires(...Array<string>(99).fill(flag)),
      ]);
      const scope = scopeOf({
        ...(Object.fromEntries(middle) as Stored),
        top: requires(...middle.map(([name]) => name as string), ...more),
        everybody: 'on',
        alice: 'users:alice',
      });
      return scope.get('top')!.decide({ targetingKey: 'alice' }, scope, 0).on;
    };

    it('and holds up to the limit', () => {
      expect(MAX_ASKED).to.equal(100 + 100 * 99);
      expect(asking('alice')).to.equal(true);
      expect(asking('alice', 'alice')).to.equal(false);
    });

    it('except those that are the same for everyone', () => {
      expect(asking('everybody', 'alice')).to.equal(true);
      expect(asking('alice', 'everybody')).to.equal(true);
    });
  });

  it('ends in a circle that the scope does not know of', () => {
    const flags = flagsOf({ a: requires('b'), b: requires('a') });
    const blind: FlagScope = { get: (name) => flags.get(name), inCycle: () => false, draw: () => 0 };
    expect(isOn('a', blind)).to.equal(false);
  });

  it('holds again after a getter of the context threw', () => {
    const scope = scopeOf({ a: requires('b'), b: { rules: [{ when: { plan: 'pro' } }] } });
    const hostile = {
      get plan(): string {
        throw new Error('no');
      },
    };
    for (let i = 0; i <= MAX_DEPTH; i++)
      expect(() => scope.get('a')!.decide(hostile, scope, 0)).to.throw('no');
    expect(scope.get('a')!.decide({ plan: 'pro' }, scope, 0).on).to.equal(true);
  });
});
