import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { HalyardProvider } from '@halyard/openfeature';
import { InMemoryProvider, MultiProvider, ProviderEvents } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { OpenFeatureClient } from '../support/openfeature-client.js';
import { RoomStore } from '../support/room-store.js';

describe('HalyardProvider', () => {
  let openFeature: OpenFeatureClient;

  async function ready(...args: Parameters<typeof OpenFeatureClient.ready>): Promise<OpenFeatureClient> {
    openFeature = await OpenFeatureClient.ready(...args);
    return openFeature;
  }

  afterEach(() => openFeature?.close());

  describe('the metadata of an answer', () => {
    it('is without nesting, numbers the items of lists, and leaves null out', async () => {
      const metadata = { jira: { key: 'C-12', links: ['a', 'b'] }, none: null, points: 3, __proto__x: true };
      await ready({ a: { metadata } });
      const { flagMetadata } = await openFeature.details('Boolean', 'a', false);
      expect(flagMetadata).to.include({
        'jira.key': 'C-12',
        'jira.links.0': 'a',
        'jira.links.1': 'b',
        points: 3,
      });
      expect(flagMetadata).not.to.have.any.keys('none', 'jira');
    });

    it('has the version of the flag, which changes with its text', async () => {
      await ready({ a: 'on' });
      const version = async (): Promise<unknown> =>
        (await openFeature.details('Boolean', 'a', false)).flagMetadata['version'];
      const before = await version();
      expect(before).to.equal(openFeature.flags.definition('a')!.version);
      await openFeature.flags.set('a', '25%');
      expect(await version()).not.to.equal(before);
    });

    it('has the name of the flag set: how the backend is built, or the option', async () => {
      await ready({ a: 'on' });
      const set = async (name: string): Promise<unknown> =>
        (await openFeature.details('Boolean', name, false)).flagMetadata['flagSetId'];
      expect(await set('a')).to.equal('memory');
      await openFeature.close();
      await ready({ a: 'on' }, { flagSetId: 'shop-production' });
      expect(await set('a')).to.equal('shop-production');
      expect(await set('missing')).to.equal('shop-production');
    });

    it('has what the definition says where that uses a standard key', async () => {
      await ready({ a: { metadata: { version: '7' } } });
      expect((await openFeature.details('Boolean', 'a', false)).flagMetadata['version']).to.equal('7');
    });
  });

  describe('the context', () => {
    it('may have dates and nesting', async () => {
      const when = { since: { $before: '2026-01-01T00:00:00Z' }, 'account.plan': 'pro' };
      await ready({ a: { rules: [{ when }] } });
      const at = (since: Date, plan: string): Promise<boolean> =>
        openFeature.client.getBooleanValue('a', false, { since, account: { plan } });
      expect(await at(new Date('2025-06-01'), 'pro')).to.equal(true);
      expect(await at(new Date('2026-06-01'), 'pro')).to.equal(false);
      expect(await at(new Date('2025-06-01'), 'free')).to.equal(false);
    });

    it('decides a share by its targeting key', async () => {
      await ready({ a: '50%' });
      const answers = await Promise.all(
        Array.from({ length: 40 }, async (_, user) => {
          const details = await openFeature.details('Boolean', 'a', false, { targetingKey: `u${user}` });
          expect(details.reason).to.be.oneOf(['SPLIT', 'DEFAULT']);
          return details.value;
        }),
      );
      expect(new Set(answers)).to.have.keys([true, false]);
    });

    it('that can not be used is INVALID_CONTEXT', async () => {
      await ready({ a: 'on' });
      const context = { targetingKey: { id: 1 } } as never;
      const details = await openFeature.details('Boolean', 'a', false, context);
      expect(details).to.include({ value: false, reason: 'ERROR', errorCode: 'INVALID_CONTEXT' });
    });
  });

  describe('the answer', () => {
    it('of an invalid flag is PARSE_ERROR with the sentence', async () => {
      const store = new RoomStore([['a', '{"rulez":[]}']]);
      openFeature = OpenFeatureClient.over(new StoreBackend(store));
      await openFeature.api.setProviderAndWait(openFeature.provider);
      const details = await openFeature.details('Boolean', 'a', true);
      expect(details).to.include({ value: true, errorCode: 'PARSE_ERROR' });
      expect(details.errorMessage).to.include('rulez');
    });

    it('of an overridden flag has the reason OVERRIDE', async () => {
      await ready({ a: 'off' });
      openFeature.flags.override('a', true);
      expect(await openFeature.details('Boolean', 'a', false)).to.include({
        value: true,
        reason: 'OVERRIDE',
      });
    });

    it('of a disabled flag is its own default', async () => {
      await ready({ size: { enabled: false, default: 10 } });
      expect(await openFeature.details('Integer', 'size', 20)).to.include({ value: 10, reason: 'DISABLED' });
    });

    it('for an object with null as its fallback is an object or a list, and not text', async () => {
      await ready({ list: { default: [1] }, object: { default: { a: 1 } }, text: { default: 'x' } });
      expect((await openFeature.details('Object', 'list', null)).value).to.deep.equal([1]);
      expect((await openFeature.details('Object', 'object', null)).value).to.deep.equal({ a: 1 });
      expect(await openFeature.details('Object', 'text', null)).to.include({
        value: null,
        errorCode: 'TYPE_MISMATCH',
      });
    });
  });

  describe('the events', () => {
    it('name every flag of a write in one event, with those that refer to it', async () => {
      await ready({
        base: 'on',
        top: { requires: ['above'] },
        above: { requires: ['base'] },
        other: 'on',
        '$segment.staff': '{"plan":"staff"}',
        inside: { rules: [{ when: { $segment: 'staff' } }] },
      });
      const changed = (): readonly unknown[] =>
        openFeature.events.map(({ details }) => (details as { flagsChanged?: string[] }).flagsChanged);
      await openFeature.flags.setMany({ base: 'off', added: 'on' });
      await openFeature.event(ProviderEvents.ConfigurationChanged);
      expect(changed()).to.have.length(1);
      expect(changed()[0]).to.have.members(['base', 'added', 'above', 'top']);
      openFeature.events.length = 0;
      await openFeature.flags.set('$segment.staff', { plan: 'pro' } as never);
      await openFeature.event(ProviderEvents.ConfigurationChanged);
      expect(changed()).to.deep.equal([['inside']]);
    });

    it('follow a backend that is read after the start', async () => {
      const store = new RoomStore([['a', 'on']]);
      store.shut = new Error('the door is shut');
      openFeature = OpenFeatureClient.over(new StoreBackend(store), { startTimeoutMs: 20 });
      await openFeature.api.setProviderAndWait(openFeature.provider).catch(() => {});
      expect(openFeature.client.providerStatus).to.equal('ERROR');
      store.shut = undefined;
      store.watcher?.changed();
      await openFeature.flags.refresh();
      await openFeature.event(ProviderEvents.Ready);
      expect(openFeature.client.providerStatus).to.equal('READY');
      expect(await openFeature.client.getBooleanValue('a', false)).to.equal(true);
    });

    it('say STALE after READY where the flags are stale at the start', async () => {
      const store = new RoomStore([['a', 'on']]);
      const backend = new StoreBackend(store);
      await backend.open();
      store.shut = new Error('the door is shut');
      store.watcher!.changed();
      await backend.refresh().catch(() => {});
      expect(backend.status().state).to.equal('stale');
      openFeature = OpenFeatureClient.over(backend);
      await openFeature.api.setProviderAndWait(openFeature.provider);
      await openFeature.event(ProviderEvents.Stale);
      expect(openFeature.client.providerStatus).to.equal('STALE');
    });

    it('end with onClose, which leaves the flags open', async () => {
      await ready({ a: 'on' });
      const { flags, api, events } = openFeature;
      await api.close();
      await flags.set('a', 'off');
      await Promise.resolve();
      expect(events).to.deep.equal([]);
      expect(flags.isEnabled('a')).to.equal(false);
    });

    it('reach the other handlers when one throws', async () => {
      await ready({ a: 'on' });
      const seen: string[] = [];
      openFeature.provider.events.addHandler(ProviderEvents.ConfigurationChanged, () => {
        throw new Error('a bad handler');
      });
      openFeature.provider.events.addHandler(
        ProviderEvents.ConfigurationChanged,
        () => void seen.push('good'),
      );
      await openFeature.flags.set('a', 'off');
      await openFeature.event(ProviderEvents.ConfigurationChanged);
      expect(seen).to.deep.equal(['good']);
    });
  });

  describe('inside of a MultiProvider', () => {
    it('passes a flag that it does not have on to the next, and no other error', async () => {
      openFeature = OpenFeatureClient.over(new MemoryBackend({ text: { default: 'x' }, ours: 'on' }));
      const variants = { yes: true, no: false };
      const next = new InMemoryProvider({
        theirs: { variants, defaultVariant: 'yes', disabled: false },
        text: { variants, defaultVariant: 'yes', disabled: false },
      });
      const multi = new MultiProvider([{ provider: openFeature.provider }, { provider: next }]);
      await openFeature.api.setProviderAndWait(multi);
      const { client } = openFeature;
      expect(await client.getBooleanValue('ours', false)).to.equal(true);
      expect(await client.getBooleanValue('theirs', false)).to.equal(true);
      // The next provider would say true.
      expect(await client.getBooleanDetails('text', false)).to.include({ value: false, reason: 'ERROR' });
      expect(await client.getBooleanDetails('neither', true)).to.include({ value: true, reason: 'ERROR' });
    });

    it('has its changes and its state reported', async () => {
      const store = new RoomStore([['a', 'on']]);
      openFeature = OpenFeatureClient.over(new StoreBackend(store));
      await openFeature.api.setProviderAndWait(new MultiProvider([{ provider: openFeature.provider }]));
      await openFeature.flags.set('a', 'off');
      await openFeature.event(ProviderEvents.ConfigurationChanged);
      store.shut = new Error('the door is shut');
      store.watcher!.changed();
      await openFeature.event(ProviderEvents.Stale);
      expect(openFeature.client.providerStatus).to.equal('STALE');
    });
  });

  it('rejects wrong arguments with a sentence that names them', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    expect(() => new HalyardProvider({} as never)).to.throw(
      'HalyardProvider: needs what FeatureFlags.open()',
    );
    expect(() => new HalyardProvider(flags, { flagSet: 'a' } as never)).to.throw(
      'HalyardProvider: unknown option "flagSet", did you mean flagSetId?',
    );
    await flags.close();
  });
});
