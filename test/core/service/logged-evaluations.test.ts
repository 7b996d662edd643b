import { defineFlags, type EvaluationContext, FeatureFlags, MemoryBackend } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { channel } from 'node:diagnostics_channel';
import { RecordingLogger } from '../../support/recording-logger.js';
import { RoomStore } from '../../support/room-store.js';

let logger: RecordingLogger;
beforeEach(() => {
  logger = new RecordingLogger();
});

describe('the log of unknown flags', () => {
  const unknown = (name: string): string =>
    `warn halyard: flag "${name}" does not exist; store it, or declare it with defineFlags`;
  const open = (options = {}): Promise<FeatureFlags> =>
    FeatureFlags.open(new MemoryBackend({ new_search: '25%', plain: true }), { logger, ...options });

  it('has each once, however it is asked for and whatever the fallback is', async () => {
    const flags = await open();
    const view = flags.at({ targetingKey: 'alice' });
    for (const name of ['a', 'a']) flags.isEnabled(name);
    for (const name of ['b', 'b']) flags.isEnabled(name, true, { targetingKey: 'alice' });
    for (const name of ['c', 'c']) flags.getValue(name, 5);
    for (const name of ['d', 'd']) flags.getDetails(name, 'x');
    for (const name of ['e', 'e']) flags.evaluate(name);
    for (const name of ['f', 'f']) view.isEnabled(name);
    for (const name of ['g', 'g']) view.getValue(name, 5);
    for (const name of ['h', 'h']) void new Gate('flagGate', name).decide(view);
    for (const name of ['i', 'i']) void new Gate('flagGate', name, { variant: 'x' }).decide(view);
    for (const name of ['j', 'j']) void new Gate('killSwitch', name).decide(view);
    flags.whenEnabled(
      'k',
      () => {},
      () => {},
    )();
    expect(logger.lines).to.deep.equal('abcdefghijk'.split('').map(unknown));
  });

  it('has them too while evaluations are published', async () => {
    const flags = await open();
    const listen = (): void => {};
    channel('halyard:evaluation').subscribe(listen);
    for (const name of ['a', 'a']) flags.isEnabled(name);
    channel('halyard:evaluation').unsubscribe(listen);
    expect(logger.lines).to.deep.equal([unknown('a')]);
  });

  it('names the nearest flag, stored or declared, but no segment', async () => {
    const declared = defineFlags({ page_size: { default: 20 } });
    const backend = new MemoryBackend({ new_search: '25%', '$segment.staff': '{"plan":"staff"}' });
    const flags = await FeatureFlags.open(backend, { logger, flags: declared });
    for (const name of ['new_serch', 'page_sise', '$segment.stuff']) flags.isEnabled(name as never);
    expect(logger.lines).to.deep.equal([
      'warn halyard: flag "new_serch" does not exist; did you mean "new_search"?',
      'warn halyard: flag "page_sise" does not exist; did you mean "page_size"?',
      unknown('$segment.stuff'),
    ]);
  });

  it('has no flag that exists under another spelling, is declared, overridden or invalid', async () => {
    const backend = new StoreBackend(
      new RoomStore([
        ['new_search', 'on'],
        ['broken', '{'],
      ]),
    );
    const flags = await FeatureFlags.open(backend, {
      logger,
      flags: defineFlags({ declared: { default: true } }),
    });
    logger.lines.length = 0;
    flags.override('forced' as never, true);
    for (const name of ['newSearch', 'declared', 'forced', 'broken']) flags.isEnabled(name as never);
    for (const name of ['newSearch', 'declared', 'forced', 'broken']) flags.evaluate(name as never);
    expect(logger.lines).to.deep.equal([]);
    await flags.close();
  });

  it('has a flag again after it was stored and removed', async () => {
    const flags = await open();
    for (let i = 0; i < 2; i++) {
      flags.isEnabled('a');
      flags.isEnabled('a');
      await flags.enable('a');
      flags.isEnabled('a');
      await flags.delete('a');
    }
    expect(logger.lines).to.deep.equal([unknown('a'), unknown('a')]);
  });

  it('has at most 100, and says so: names may come from requests', async () => {
    const flags = await open();
    for (let i = 0; i < 3000; i++) flags.isEnabled(`x${i}`);
    expect(logger.lines.length).to.equal(101);
    expect(logger.lines[99]).to.equal(unknown('x99'));
    expect(logger.lines[100]).to.equal(
      'warn halyard: flags that do not exist: further ones are not logged after these 100',
    );
  });

  it('has no name that is too long for a flag', async () => {
    const flags = await open();
    flags.isEnabled('x'.repeat(257));
    expect(logger.lines).to.deep.equal([]);
  });

  it('has none before every layer was read, since the flag may be there', async () => {
    const room = new RoomStore([['a', 'on']]);
    room.shut = new Error('the door is shut');
    const flags = await FeatureFlags.open(new StoreBackend(room), { logger, startTimeoutMs: 1 });
    logger.lines.length = 0;
    for (const name of ['a', 'b']) flags.isEnabled(name);
    expect(logger.lines).to.deep.equal([]);
    room.shut = undefined;
    await flags.refresh();
    logger.lines.length = 0;
    for (const name of ['a', 'b']) flags.isEnabled(name);
    expect(logger.lines).to.deep.equal([unknown('b')]);
    await flags.close();
  });

  it('has none that is only explained', async () => {
    const flags = await open();
    expect(flags.explain('a').errorCode).to.equal('FLAG_NOT_FOUND');
    expect(logger.lines).to.deep.equal([]);
  });
});

describe('the log of missing keys', () => {
  const rollout = { rules: [{ rollout: 25 }] };
  const CASES: readonly (readonly [string, object | string, EvaluationContext, string])[] = [
    ['a rollout', '25%', { userId: 'u1' }, '25% of flag needs a targetingKey; the context has: userId'],
    ['no context', rollout, {}, '25% of flag needs a targetingKey; the context is empty'],
    [
      'a list of users',
      'users:alice',
      { plan: 'pro', beta: true },
      'the user list of flag needs a targetingKey; the context has: plan, beta',
    ],
    [
      'a key that is empty',
      '25%',
      { targetingKey: '', plan: undefined, x: null },
      '25% of flag needs a targetingKey; the context is empty',
    ],
    [
      'a split',
      { rules: [{ split: { a: 1, b: 1 } }] },
      { plan: 'pro' },
      'the split of flag needs a targetingKey; the context has: plan',
    ],
    [
      'a ramp',
      {
        rules: [{ rollout: { from: 0, to: 50, start: '2020-01-01T00:00:00Z', end: '2020-02-01T00:00:00Z' } }],
      },
      {},
      'the ramp of flag needs a targetingKey; the context is empty',
    ],
    [
      'another key',
      { rules: [{ rollout: 10, by: ['account.id', 'plan'], fallback: 'email' }] },
      { targetingKey: 'u1' },
      '10% of flag needs account.id + plan or email; the context has: targetingKey',
    ],
    [
      'a condition',
      { rules: [{ when: { $rollout: 10 } }] },
      { plan: 'pro' },
      'the condition $rollout of flag needs a targetingKey; the context has: plan',
    ],
  ];
  const open = (flag: unknown): Promise<FeatureFlags> =>
    FeatureFlags.open(new MemoryBackend({ flag } as never), { logger });

  for (const [what, flag, context, line] of CASES) {
    it(`says what lacks it and what the context has: ${what}`, async () => {
      const flags = await open(flag);
      for (let i = 0; i < 3; i++) flags.isEnabled('flag', context);
      flags.at(context).isEnabled('flag');
      expect(logger.lines).to.deep.equal([`warn halyard: ${line}`]);
    });
  }

  it('has no value of an attribute', async () => {
    const flags = await open('25%');
    flags.isEnabled('flag', { email: 'ana@example.com', 'a\nb': 'secret' });
    expect(logger.lines).to.deep.equal([
      String.raw`warn halyard: 25% of flag needs a targetingKey; the context has: email, a\u000ab`,
    ]);
  });

  it('names the flag that lacks it, where another requires that', async () => {
    const backend = new MemoryBackend({ outer: { requires: ['inner'] }, inner: '25%' });
    const flags = await FeatureFlags.open(backend, { logger });
    flags.isEnabled('outer', { plan: 'pro' });
    expect(logger.lines).to.deep.equal([
      'warn halyard: 25% of inner needs a targetingKey; the context has: plan',
    ]);
  });

  it('has nothing to say of a context with its key, of a draw for each request, and of a part that is not reached', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({
        listed: 'users:alice',
        shared: '25%',
        drawn: { rules: [{ rollout: 50, sticky: false }] },
        elsewhere: { rules: [{ when: { plan: 'pro' }, rollout: 50 }] },
        all: { rules: [{ rollout: 100 }] },
      }),
      { logger },
    );
    for (const name of ['listed', 'shared']) flags.isEnabled(name, { targetingKey: 'bob' });
    for (const name of ['drawn', 'elsewhere', 'all']) flags.isEnabled(name, {});
    expect(logger.lines).to.deep.equal([]);
  });

  it('says it again once the flag has changed', async () => {
    const flags = await open('25%');
    flags.isEnabled('flag', {});
    await flags.set('other', true);
    flags.isEnabled('flag', {});
    await flags.set('flag', '30%');
    flags.isEnabled('flag', {});
    expect(logger.lines).to.deep.equal([
      'warn halyard: 25% of flag needs a targetingKey; the context is empty',
      'warn halyard: 30% of flag needs a targetingKey; the context is empty',
    ]);
  });

  it('survives a context that can not be listed', async () => {
    const flags = await open('25%');
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(flags.isEnabled('flag', hostile)).to.equal(false);
    expect(logger.lines).to.deep.equal([
      'warn halyard: 25% of flag needs a targetingKey; the context cannot be read',
    ]);
  });

  it('has no flag that is only explained', async () => {
    const flags = await open({ rules: [{ when: { $rollout: 10 }, rollout: 25 }, { users: ['alice'] }] });
    flags.explain('flag', {});
    expect(logger.lines).to.deep.equal([]);
  });

  it('has at most 100 flags', async () => {
    const stored = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`flag_${i}`, '25%']));
    const flags = await FeatureFlags.open(new MemoryBackend(stored), { logger });
    flags.evaluateAll({});
    expect(logger.lines.length).to.equal(101);
    expect(logger.lines[100]).to.contain('flags whose key is missing: further ones are not logged');
  });
});
