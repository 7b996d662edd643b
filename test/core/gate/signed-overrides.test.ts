import { FeatureFlags, isHalyardError, MemoryBackend, signedOverrides } from '@halyard/core';
import { Mount } from '@halyard/core/adapter';
import { expect } from 'chai';

const KEY = 'a secret for the tests, with enough characters';
const NOW = Date.parse('2026-12-01T08:00:00Z');
const make = (options: object = {}) =>
  signedOverrides({ keys: [KEY], allow: ['x', 'layout'], clock: () => NOW, ...options });

/** Why this is refused. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (isHalyardError(error, 'INVALID_OPTION')) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('signed overrides', () => {
  it('read what they signed, until it expires', async () => {
    const token = await make().sign({ x: { value: 3 }, layout: 'rich' }, { forMs: 5000 });
    const read = await make().read(token);
    expect([...read.overrides]).to.deep.equal([
      ['x', { value: 3 }],
      ['layout', 'rich'],
    ]);
    expect(read.expires).to.equal(NOW + 5000);
    expect(read.results).to.deep.equal(['applied']);
    const later = await make({ clock: () => NOW + 5000 }).read(token);
    expect(later).to.deep.include({ results: ['expired'], overrides: new Map() });
  });

  it('take names from outside as data', async () => {
    const overrides = make({ allow: ['__proto__', 'toString'] });
    const token = await overrides.sign(new Map([['__proto__', true]]));
    expect([...(await overrides.read(token)).overrides]).to.deep.equal([['__proto__', true]]);
  });

  it('do not show their keys', () => {
    const { inspect } = process.getBuiltinModule('node:util');
    expect(inspect(make(), { depth: 9, showHidden: true })).not.to.contain('a secret');
  });

  it('refuse options that are wrong, and name them', async () => {
    expect(await refusal(() => make({ keys: ['short'] }))).to.contain('at least 32 characters');
    expect(await refusal(() => make({ keys: undefined }))).to.contain('"keys" is required');
    expect(await refusal(() => make({ allow: [] }))).to.contain('a list of the names of flags');
    expect(await refusal(() => make({ allow: ['$segment.staff'] }))).to.contain('names of flags');
    expect(await refusal(() => make({ cookie: 'a b' }))).to.contain('the name of a cookie');
    expect(await refusal(() => make({ sameSite: 'None' }))).to.contain('one of "strict", "lax", "none"');
    expect(await refusal(() => make({ alow: [] }))).to.contain('unknown option "alow", did you mean allow?');
  });

  it('refuse to sign what would be ignored, and more than a cookie holds', async () => {
    expect(await refusal(() => make().sign({ other: true }))).to.contain(
      '"other": not in the option "allow", which has "x", "layout"',
    );
    expect(await refusal(() => make().sign({ x: 3 as never }))).to.contain('must be true, false');
    expect(await refusal(() => make().sign({ x: true }, { forMs: 8 * 86_400_000 }))).to.contain('"forMs"');
    expect(await refusal(() => make().sign({ x: { value: 'x'.repeat(4000) } }))).to.contain(
      'more than a cookie can hold',
    );
  });

  it('are what featureFlags takes', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend(), { logger: false });
    const mount = (): unknown => new Mount(flags, { overrides: { keys: [KEY] } as never });
    expect(await refusal(mount)).to.contain('"overrides" must be made by signedOverrides()');
  });
});

describe('a view with overrides', () => {
  it('answers what they say, on top of those of the process, at any depth', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({ x: 'users:ana', needs: { requires: ['x'] }, layout: 'on' }),
      { logger: false },
    );
    flags.override('x', false);
    flags.override('layout', false);
    const view = flags.at({ targetingKey: 'bo' }, new Map([['x', true]]));
    expect(view.isEnabled('x')).to.equal(true);
    expect(view.isEnabled('needs')).to.equal(true);
    expect(view.isEnabled('layout')).to.equal(false);
    expect(view.evaluate('x').reason).to.equal('OVERRIDE');
    expect(view.explain('x').lines[0]).to.equal('x is on: on, by an override (OVERRIDE)');
    expect(view.at({}, new Map([['layout', true]])).enabledFlags()).to.have.members(['x', 'needs', 'layout']);
    expect(flags.at({}).enabledFlags()).to.deep.equal([]);
  });

  it('explains with its own draws, and without a context says why', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({ some: { rules: [{ rollout: 50, sticky: false }] }, ana: 'users:ana' }),
      { logger: false },
    );
    for (let i = 0; i < 20; i++) {
      const view = flags.at({});
      expect(view.explain('some').answer.on).to.equal(view.isEnabled('some'));
      expect(view.at({}, new Map([['ana', true]])).isEnabled('some')).to.equal(view.isEnabled('some'));
    }
    const { errorCode, lines } = flags.at(async () => ({})).explain('ana');
    expect(errorCode).to.equal('INVALID_CONTEXT');
    expect(lines[0]).to.contain('await ready()');
  });
});
