import {
  type Backend,
  CompositeBackend,
  EnvBackend,
  FeatureFlags,
  isHalyardError,
  MemoryBackend,
  mirrored,
  readOnly,
} from '@halyard/core';
import { canonicalName, StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';

const env = (variables: Record<string, string>): EnvBackend => new EnvBackend({ env: variables });
const open = (...layers: Backend[]): Promise<FeatureFlags> =>
  FeatureFlags.open(new CompositeBackend(layers), { startTimeoutMs: 20, logger: false });

describe('CompositeBackend', () => {
  it('lets the first layer that has a flag answer, also when it says off', async () => {
    const flags = await open(
      new MemoryBackend({ both: false }),
      env({ FEATURE_BOTH: 'on', FEATURE_LOWER: 'on' }),
    );
    expect(flags.isEnabled('both')).to.equal(false);
    expect(flags.isEnabled('lower')).to.equal(true);
  });

  it('lets a layer win that knows the flag by another spelling', async () => {
    const flags = await open(env({ FEATURE_NEW_CHECKOUT: 'off' }), new MemoryBackend({ newCheckout: true }));
    expect(flags.isEnabled('newCheckout')).to.equal(false);
    expect(flags.all().map(({ name }) => name)).to.deep.equal(['new_checkout']);
  });

  it('asks each layer for the name and its canonical form before it asks the next', async () => {
    const memory = new MemoryBackend({ new_checkout: false });
    const flags = await open(memory, env({ FEATURE_NEW_CHECKOUT: 'on' }));
    expect(flags.isEnabled('new_checkout')).to.equal(false);
    expect(flags.isEnabled('newCheckout')).to.equal(false);
    await memory.delete('new_checkout');
    expect(flags.isEnabled('newCheckout')).to.equal(true);
  });

  it('shows another spelling in a layer below again when the one above is gone', async () => {
    const upper = new MemoryBackend();
    const flags = await open(upper, new MemoryBackend({ newCheckout: true }));
    expect(flags.isEnabled('newCheckout')).to.equal(true);
    await upper.set('new_checkout', false);
    expect(flags.isEnabled('newCheckout')).to.equal(false);
    expect(flags.all().map(({ name }) => name)).to.deep.equal(['new_checkout']);
    await upper.delete('new_checkout');
    expect(flags.isEnabled('newCheckout')).to.equal(true);
  });

  it('has of each name what the first layer has that knows it, whatever the sizes of the layers and their changes', async () => {
    const names = [
      'newCheckout',
      'new_checkout',
      'new-checkout',
      'beta',
      'Beta',
      'other',
      '$segment.a',
      '$reserved',
    ];
    const text = fc.constantFrom('on', 'off', '25%', 'wrong text', undefined);
    const contents = fc.dictionary(fc.constantFrom(...names), text, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(contents, { minLength: 1, maxLength: 3 }),
        contents,
        async (stored, change) => {
          const rooms = stored.map((each) => new RoomStore(present(each)));
          const layers = rooms.map((room) => new StoreBackend(room));
          const composite = new CompositeBackend(layers);
          try {
            await composite.open();
            expect(contentsOf(composite, names)).to.deep.equal(asked(layers, names));
            for (const [name, each] of Object.entries(change)) rooms[0]!.change(name, each);
            await composite.refresh();
            expect(contentsOf(composite, names)).to.deep.equal(asked(layers, names));
          } finally {
            await composite.close();
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says which layer has a flag, and whether writes have an effect', async () => {
    const store = new CompositeBackend([
      env({ FEATURE_INNER: 'on' }),
      new MemoryBackend({ inner: false, own: true }),
    ]);
    const upper = readOnly(new MemoryBackend({ upper: true }));
    const flags = await open(upper, mirrored(store, [new MemoryBackend()]), env({ FEATURE_LOWER: 'on' }));
    const inner = { layer: 'env', place: '"FEATURE_INNER" in the environment' };
    const lower = { layer: 'env', place: '"FEATURE_LOWER" in the environment' };
    expect(flags.origin('upper')).to.deep.equal({ layer: 'memory', precedesWrites: true });
    expect(flags.origin('inner')).to.deep.equal({ ...inner, precedesWrites: true });
    expect(flags.origin('own')).to.deep.equal({ layer: 'memory', precedesWrites: false });
    expect(flags.origin('Lower')).to.deep.equal({ ...lower, precedesWrites: false });
    expect(flags.origin('missing')).to.equal(undefined);
    expect(flags.status().forced).to.deep.equal([
      { name: 'upper', why: "layer memory answers first: 'on'" },
      { name: 'inner', why: `${inner.place} answers first: 'on'` },
    ]);
    expect(flags.explain('inner').lines.at(-1)).to.equal(`the layer env has it: ${inner.place}`);
    await flags.close();
  });

  it('writes with the version that is seen, also where another layer answers', async () => {
    const memory = new MemoryBackend({ flag: '25%' });
    const flags = await open(env({ FEATURE_FLAG: 'off' }), memory);
    await flags.set('flag', '50%', { ifVersion: flags.definition('flag')!.version });
    expect(memory.snapshot.get('flag')?.text).to.equal('50%');
    const late = await flags.set('flag', 'on', { ifVersion: 'other' }).catch((error: unknown) => error);
    expect(isHalyardError(late, 'CONFLICT')).to.equal(true);
    await flags.close();
  });

  it('leaves an invalid flag to the layers below, and reports it', async () => {
    const room = new StoreBackend(new RoomStore([['flag', '{"rules":5}']]));
    const flags = await open(room, env({ FEATURE_FLAG: 'on' }));
    expect(flags.isEnabled('flag')).to.equal(true);
    expect(flags.status().invalid.map(({ name }) => name)).to.deep.equal(['flag']);
    await flags.close();
  });

  it('writes to the first writable layer, and shows it at once', async () => {
    const memory = new MemoryBackend();
    const flags = await open(env({ FEATURE_FLAG: 'off' }), memory);
    await flags.enable('other');
    expect(flags.isEnabled('other')).to.equal(true);
    expect(memory.snapshot.get('other')?.text).to.equal('on');
  });

  it('keeps the rules of a flag that only a layer below has when it is switched off and on', async () => {
    const memory = new MemoryBackend();
    const flags = await open(memory, env({ FEATURE_FLAG: '25%' }));
    await flags.disable('flag');
    expect(flags.enabledFlags({ targetingKey: 'anyone' })).to.deep.equal([]);
    await flags.enable('flag');
    expect(memory.snapshot.get('flag')?.text).to.equal('25%');
  });

  it('takes the version of the flag that is seen, whichever layer has it', async () => {
    const memory = new MemoryBackend();
    const flags = await open(memory, env({ FEATURE_FLAG: '25%' }));
    const seen = flags.definition('flag')!;
    const error = await flags.set('flag', true, { ifVersion: null }).catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'CONFLICT'), String(error)).to.equal(true);
    await flags.set('flag', '30%', { ifVersion: seen.version });
    const late = await flags
      .set('flag', '40%', { ifVersion: seen.version })
      .catch((reason: unknown) => reason);
    expect(isHalyardError(late, 'CONFLICT'), String(late)).to.equal(true);
    expect(memory.snapshot.get('flag')?.text).to.equal('30%');
  });

  it('fails to write when the first writable layer fails', async () => {
    const room = new RoomStore();
    const memory = new MemoryBackend();
    const flags = await open(new StoreBackend(room), memory);
    room.shut = new Error('the door is shut');
    const error = await flags.set('flag', true).catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'STORE_FAILED'), String(error)).to.equal(true);
    expect(memory.snapshot.get('flag')).to.equal(undefined);
    await flags.close();
  });

  it('keeps the last known flags of a layer whose store fails, and says since when and why', async () => {
    const room = new RoomStore([['flag', 'on']]);
    const flags = await open(new StoreBackend(room), env({ FEATURE_FLAG: 'off' }));
    room.shut = new Error('the door is shut');
    room.watcher?.changed();
    await until('it is stale', () => flags.status().state === 'stale');
    expect(flags.isEnabled('flag')).to.equal(true);
    expect(flags.status()).to.deep.include({ state: 'stale', reason: 'room: the door is shut' });
    await flags.close();
  });

  it('leaves everything to the layers below while a layer was never read, and says so', async () => {
    const room = new RoomStore([['flag', 'off']]);
    room.shut = new Error('the door is shut');
    const flags = await open(new StoreBackend(room), env({ FEATURE_FLAG: 'on' }));
    expect(flags.isEnabled('flag')).to.equal(true);
    const { state, layers } = flags.status();
    expect(state).to.equal('stale');
    expect(layers?.map((layer) => layer.state)).to.deep.equal(['failed', 'live']);
    await flags.close();
  });

  it('prints its stack', () => {
    const inner = new CompositeBackend([new MemoryBackend(), env({})]);
    expect(new CompositeBackend([inner, env({})]).describe()).to.equal(
      'composite(composite(memory, env), env)',
    );
  });

  it('needs at least one layer', () => {
    expect(() => new CompositeBackend([])).to.throw('needs at least one backend');
    expect(() => new CompositeBackend(new MemoryBackend() as never)).to.throw('needs a list');
  });
});

function present(stored: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(stored).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]));
}

/** What a composite has of these names. */
function contentsOf({ snapshot }: CompositeBackend, names: readonly string[]): unknown[] {
  expect(names).to.include.members([...snapshot.flags.keys(), ...snapshot.invalid.keys()]);
  return names.map((name) => [
    name,
    snapshot.flags.get(name),
    snapshot.invalid.get(name),
    snapshot.unused.get(name),
    [...snapshot.spellingsOf(name)].sort(),
  ]);
}

/** What layers have of them, each asked for the name and its canonical form before the next. */
function asked(layers: readonly StoreBackend[], names: readonly string[]): unknown[] {
  const flagOf = (name: string): unknown => {
    const layer = layers.find(({ snapshot: { flags } }) => flags.has(name) || flags.has(canonicalName(name)));
    return layer?.snapshot.flags.get(name);
  };
  const first = (name: string, kind: 'invalid' | 'unused'): unknown =>
    layers.map(({ snapshot }) => snapshot[kind].get(name)).find((found) => found !== undefined);
  const isShown = (name: string): boolean =>
    flagOf(name) !== undefined || first(name, 'invalid') !== undefined;
  return names.map((name) => [
    name,
    flagOf(name),
    first(name, 'invalid'),
    first(name, 'unused'),
    names.filter((each) => each !== name && canonicalName(each) === name && isShown(each)).sort(),
  ]);
}
