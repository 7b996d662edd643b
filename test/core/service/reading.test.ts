import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../../support/room-store.js';

const SEED = {
  on: true,
  off: false,
  listed: 'users:alice',
  size: { default: 20, rules: [] },
  layout: {
    variants: { plain: { cols: 1 }, rich: { cols: 3 } },
    default: 'plain',
    metadata: { jira: 'C-12' },
  },
} as const;

describe('reading flags', () => {
  const open = (options = {}): Promise<FeatureFlags> =>
    FeatureFlags.open(new MemoryBackend(SEED), { logger: false, ...options });

  it('answers by the flag, else by the default of the call, else by that of the service', async () => {
    const closed = await open();
    expect(closed.isEnabled('on', false)).to.equal(true);
    expect(closed.isEnabled('off', true)).to.equal(false);
    expect(closed.isEnabled('unknown')).to.equal(false);
    expect(closed.isEnabled('unknown', true)).to.equal(true);
    const opened = await open({ default: true });
    expect(opened.isEnabled('unknown')).to.equal(true);
    expect(opened.isEnabled('unknown', false)).to.equal(false);
  });

  it('answers for a context', async () => {
    const flags = await open();
    expect(flags.isEnabled('listed', { targetingKey: 'alice' })).to.equal(true);
    expect(flags.isEnabled('listed', { targetingKey: 'bob' })).to.equal(false);
    expect(flags.isEnabled('listed')).to.equal(false);
  });

  it('gives the value, or the fallback when the flag is unknown or of another type', async () => {
    const flags = await open();
    expect(flags.getValue('size', 5)).to.equal(20);
    expect(flags.getValue('size', '5')).to.equal('5');
    expect(flags.getValue('unknown', 5)).to.equal(5);
    expect(flags.getValue('layout', { cols: 0 })).to.deep.equal({ cols: 1 });
    expect(flags.getValue('layout', [])).to.deep.equal([]);
    expect(flags.getValue('size', null)).to.equal(20);
  });

  it('tells why', async () => {
    const flags = await open();
    expect(flags.evaluate('layout')).to.deep.equal({
      flag: 'layout',
      value: { cols: 1 },
      on: true,
      variant: 'plain',
      reason: 'STATIC',
      metadata: { jira: 'C-12' },
    });
    expect(flags.evaluate('unknown')).to.deep.equal({
      flag: 'unknown',
      value: false,
      on: false,
      reason: 'ERROR',
      errorCode: 'FLAG_NOT_FOUND',
      errorMessage: 'no backend has a flag "unknown"',
    });
    expect(flags.getDetails('size', true)).to.deep.include({ value: true, errorCode: 'TYPE_MISMATCH' });
    expect(flags.getDetails('size', 5)).to.deep.include({ flag: 'size', value: 20, reason: 'STATIC' });
    expect(flags.getDetails('unknown', 5)).to.deep.include({ value: 5, errorCode: 'FLAG_NOT_FOUND' });
  });

  it('says that it is not ready, rather than that a flag is unknown, while nothing was ever loaded', async () => {
    const room = new RoomStore();
    room.shut = new Error('the door is shut');
    const flags = await FeatureFlags.open(new StoreBackend(room), { startTimeoutMs: 1, logger: false });
    expect(flags.evaluate('flag').errorCode).to.equal('PROVIDER_NOT_READY');
    await flags.close();
  });

  it('calls a context that is no object invalid, and answers the default', async () => {
    const flags = await open();
    for (const name of ['listed', 'on']) {
      expect(flags.isEnabled(name, 'alice' as never), name).to.equal(false);
      expect(flags.isEnabled(name, true, 'alice' as never), name).to.equal(true);
      expect(flags.getValue(name, true, 'alice' as never), name).to.equal(true);
      expect(flags.evaluate(name, 'alice' as never), name).to.deep.include({
        errorCode: 'INVALID_CONTEXT',
        errorMessage: 'the context must be an object, received a string',
      });
    }
    for (const key of [{ id: 7 }, ['alice'], new Map()]) {
      const context = { targetingKey: key } as never;
      expect(flags.isEnabled('listed', true, context)).to.equal(true);
      const received = Array.isArray(key) ? 'a list' : 'an object';
      expect(flags.evaluate('on', context)).to.deep.include({
        errorCode: 'INVALID_CONTEXT',
        errorMessage: `the targetingKey must be text or a number, received ${received}`,
      });
    }
  });

  it('does not throw what a hostile context throws', async () => {
    const flags = await open();
    const throwing = (thrown: unknown): never =>
      new Proxy(
        {},
        {
          get: () => {
            throw thrown;
          },
          getOwnPropertyDescriptor: () => {
            throw thrown;
          },
        },
      ) as never;
    const textless = {
      toString: () => {
        throw new Error('no text');
      },
    };
    for (const thrown of [new Error('boo'), textless, null, undefined]) {
      expect(flags.isEnabled('listed', true, throwing(thrown))).to.equal(true);
      expect(flags.evaluate('listed', throwing(thrown)).errorCode).to.equal('INVALID_CONTEXT');
    }
  });

  it('knows nothing by the names that every object inherits', async () => {
    const flags = await open();
    for (const name of ['__proto__', 'constructor', 'toString', 'valueOf']) {
      expect(flags.isEnabled(name), name).to.equal(false);
      expect(flags.definition(name), name).to.equal(undefined);
    }
    expect(flags.isEnabled(undefined as never)).to.equal(false);
    expect(flags.isEnabled(Symbol('x') as never)).to.equal(false);
    expect(flags.evaluate(Symbol('x') as never).errorCode).to.equal('FLAG_NOT_FOUND');
  });

  it('lists flags and answers for all of them, segments left out', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({ ...SEED, '$segment.staff': '{"plan":"staff"}' }),
      { logger: false },
    );
    expect(flags.all().map(({ name }) => name)).to.deep.equal(Object.keys(SEED).toSorted());
    expect(flags.all({ limit: 2, after: 'layout' }).map(({ name }) => name)).to.deep.equal(['listed', 'off']);
    expect([...flags.evaluateAll().keys()]).to.deep.equal(Object.keys(SEED));
    expect(flags.enabledFlags({ targetingKey: 'alice' })).to.deep.equal(['on', 'listed', 'size', 'layout']);
    expect(flags.definition('$segment.staff')?.text).to.equal('{"plan":"staff"}');
  });

  describe('with declared flags', () => {
    const declared = defineFlags({ on: { default: false }, limit: { default: 7 }, promo: { default: true } });
    const openDeclared = () => FeatureFlags.open(new MemoryBackend(SEED), { flags: declared, logger: false });

    it('answers the declared default while no backend has the flag', async () => {
      const flags = await openDeclared();
      expect(flags.isEnabled('on')).to.equal(true);
      expect(flags.isEnabled('promo')).to.equal(true);
      expect(flags.isEnabled('promo', false)).to.equal(false);
      expect(flags.evaluate('limit')).to.deep.equal({
        flag: 'limit',
        value: 7,
        on: true,
        reason: 'DEFAULT',
      });
    });

    it('lists declared flags among the answers', async () => {
      expect((await openDeclared()).enabledFlags()).to.deep.equal(['on', 'size', 'layout', 'limit', 'promo']);
    });

    it('refuses a bad declaration by name', () => {
      expect(() => defineFlags({ 'two words': { default: false } })).to.throw('white space');
      expect(() => defineFlags({ a: { defualt: false } as never })).to.throw('did you mean default?');
      expect(() => defineFlags({ a: {} as never })).to.throw('flag "a" needs a default');
    });
  });
});
