import {
  type Backend,
  FeatureFlags,
  type FeatureFlagsOptions,
  MemoryBackend,
  readOnly,
  type RegisteredFlags,
} from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { TestClock } from '@halyard/core/testing';
import { expect } from 'chai';
import { RecordingLogger } from '../../support/recording-logger.js';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';

const NOON = '2026-12-01T12:00:00Z';

describe('planned changes', () => {
  const open: FeatureFlags[] = [];
  const service = async (
    backend: Backend,
    options: FeatureFlagsOptions<RegisteredFlags> = {},
  ): Promise<FeatureFlags> => {
    const flags = await FeatureFlags.open(backend, { logger: false, ...options });
    open.push(flags);
    return flags;
  };

  afterEach(() => Promise.all(open.splice(0).map((flags) => flags.close())));

  it('are stored beside the flags, listed by time, and no flags', async () => {
    const clock = new TestClock(NOON);
    const backend = new MemoryBackend({ sale: false });
    const flags = await service(backend, { clock: clock.now });
    const later = await flags.plan('sale', { enabled: true }, { at: '2026-12-24T08:00+01:00', actor: 'ana' });
    const sooner = await flags.plan('banner', { set: '25%' }, { at: new Date('2026-12-02'), comment: 'why' });
    const other = await service(backend, { clock: clock.now });
    expect(other.planned()).to.deep.equal([
      { id: sooner.id, flag: 'banner', change: { set: '25%' }, at: Date.parse('2026-12-02'), comment: 'why' },
      {
        id: later.id,
        flag: 'sale',
        change: { enabled: true },
        at: Date.parse('2026-12-24T07:00:00Z'),
        actor: 'ana',
      },
    ]);
    expect(other.status().planned).to.have.length(2);
    expect(other.all().map(({ name }) => name)).to.deep.equal(['sale']);
    expect([...other.evaluateAll().keys()]).to.deep.equal(['sale']);
    expect(other.isEnabled('sale')).to.equal(false);
  });

  it('are applied once their time has come, to the flag as it is then, under the name of their author', async () => {
    const clock = new TestClock(NOON);
    const backend = new MemoryBackend({ sale: { enabled: false, rules: [{ rollout: 10 }] } });
    const flags = await service(backend, { clock: clock.now });
    const at = Date.parse(NOON) + 40;
    await flags.plan('sale', { enabled: true }, { at, actor: 'ana', comment: 'it begins' });
    await flags.plan('sale', { rollout: 50 }, { at: at + 1, actor: 'bo' });
    await flags.set('sale', { enabled: false, owner: 'shop', rules: [{ rollout: 20 }] });
    clock.advance(50);
    await until('they are applied', () => flags.planned().length === 0);
    expect(flags.definition('sale')!.definition).to.deep.equal({ owner: 'shop', rules: [{ rollout: 50 }] });
    const history = (await flags.history({ name: 'sale' }))!;
    expect(history.slice(0, 2).map(({ actor, comment }) => [actor, comment])).to.deep.equal([
      ['bo', `planned for ${new Date(at + 1).toISOString()}`],
      ['ana', `it begins (planned for ${new Date(at).toISOString()})`],
    ]);
  });

  it('are applied once, however many services follow', async () => {
    const clock = new TestClock(NOON);
    const backend = new MemoryBackend({ count: { default: 0 } });
    const services = await Promise.all(
      Array.from({ length: 5 }, () => service(backend, { clock: clock.now })),
    );
    await services[0]!.plan('count', { set: { default: 1 } }, { at: Date.parse(NOON) + 10 });
    clock.advance(20);
    await until('it is applied', () => services.every((flags) => flags.planned().length === 0));
    await services[0]!.set('count', { default: 2 });
    await new Promise((resolve) => setImmediate(resolve));
    expect((await services[0]!.history({ name: 'count' }))!.length).to.equal(2);
  });

  it('are not applied again by a service that has not heard yet that another one did', async () => {
    const clock = new TestClock(NOON);
    const planned = { flag: 'count', at: '2026-12-01T12:00:00.010Z', set: '{"default":1}' };
    const store = new RoomStore([
      ['count', 'off'],
      ['$planned.one', JSON.stringify(planned)],
    ]);
    const backend: Backend = new StoreBackend(store);
    const writes: Promise<unknown>[] = [];
    const setMany = backend.setMany!.bind(backend);
    Object.assign(backend, {
      setMany: (...given: Parameters<typeof setMany>) => {
        const write = setMany(...given);
        writes.push(write.catch(() => {}));
        return write;
      },
    });
    const flags = await service(backend, { clock: clock.now });
    // What it reads after it began to watch.
    await flags.refresh();
    expect(flags.planned()).to.have.length(1);
    // Another process applies it, and the flag is changed since; no news of that arrives.
    store.texts.delete('$planned.one');
    store.texts.set('count', '25%');
    clock.advance(2000);
    await until('it tries', () => writes.length === 1);
    await writes[0];
    expect(flags.planned()).to.deep.equal([]);
    expect(store.texts.get('count')).to.equal('25%');
    expect(flags.definition('count')!.text).to.equal('25%');
  });

  it('are tried again after trouble with the store', async () => {
    const clock = new TestClock(NOON);
    const store = new RoomStore([['sale', 'off']]);
    const logger = new RecordingLogger();
    const flags = await service(new StoreBackend(store), { clock: clock.now, logger });
    await flags.plan('sale', { set: 'on' }, { at: Date.parse(NOON) + 10 });
    store.shut = new Error('the door is shut');
    clock.advance(20);
    await until('the status says so', () => flags.planned()[0]?.problem?.includes('the door is shut'));
    store.shut = undefined;
    await until('it is applied', () => flags.planned().length === 0);
    expect(store.texts.get('sale')).to.equal('on');
    expect(logger.lines.filter((line) => line.includes('planned change'))).to.have.length(1);
  });

  it('are cancelled', async () => {
    const flags = await service(new MemoryBackend({ sale: false }));
    const { id } = await flags.plan('sale', { enabled: true }, { at: Date.now() + 60_000 });
    expect(await flags.cancelPlanned(id, { actor: 'ana' })).to.equal(true);
    expect(flags.planned()).to.deep.equal([]);
    expect(await flags.cancelPlanned(id)).to.equal(false);
    expect(await flags.cancelPlanned('../x')).to.equal(false);
  });

  it('are left to others by a service that may not write, which says so in its status and once in the log', async () => {
    const clock = new TestClock(NOON);
    const backend = new MemoryBackend({ sale: false });
    const writer = await service(backend, { clock: clock.now, applyPlanned: false });
    const logger = new RecordingLogger();
    const flags = await FeatureFlags.open(readOnly(backend), { logger, clock: clock.now });
    open.push(flags);
    await writer.plan('sale', { enabled: true }, { at: Date.parse(NOON) + 10 });
    clock.advance(20);
    await until('the status says so', () => flags.status().planned?.[0]?.problem !== undefined);
    expect(flags.status().planned![0]!.problem).to.contain('is read-only');
    expect(logger.lines.filter((line) => line.includes('planned change'))).to.have.length(1);
    expect(flags.isEnabled('sale')).to.equal(false);
  });

  it('say what is wrong with them before they are stored', async () => {
    const flags = await service(new MemoryBackend({ layout: { variants: { a: 1 }, default: 'a' } }));
    const at = Date.now() + 60_000;
    const wrong: readonly [work: () => Promise<unknown>, why: string][] = [
      [() => flags.plan('a b', { enabled: true }, { at }), 'white space'],
      [() => flags.plan('x', { set: 'ture' }, { at }), 'did you mean true?'],
      [() => flags.plan('layout', { rollout: 5 }, { at }), 'has a default but no rule'],
      [() => flags.plan('x', { enabled: true }, { at: 'tomorrow' }), 'must be a time with an offset'],
      [() => flags.plan('x', { enabled: true }, { at: '2020-01-01T00:00Z' }), 'must be in the future'],
      [() => flags.set('$planned.x', 'on'), 'not JSON'],
      [
        () => flags.set('$planned.x', '{"flag":"x","at":"2026-12-01T12:00:00Z"}'),
        'needs one of set, enabled',
      ],
    ];
    for (const [work, why] of wrong) {
      const message = await work().then(String, (error: Error) => error.message);
      expect(message).to.contain(why);
    }
    expect(flags.planned()).to.deep.equal([]);
  });
});
