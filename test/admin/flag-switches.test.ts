import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { type AdminServer, type Received, withServer } from './admin-server.js';

describe('switching a flag', () => {
  it('off and on again keeps its rules', () =>
    withServer(
      async (server) => {
        const off = await server.send('/api/v1/flags/beta/disable?comment=incident', { method: 'POST' });
        expect(off.status).to.equal(200);
        expect(off.json).to.include({ state: 'off' });
        expect((await server.flags.history())![0]).to.include({ actor: 'ana', comment: 'incident' });
        const on = await server.send('/api/v1/flags/beta/enable', { method: 'POST' });
        expect(on.json).to.include({ state: 'conditional', text: 'users:alice' });
      },
      { beta: 'users:alice' },
    ));

  it('off closes it to everyone, whatever its default and its rules say', () => {
    const seed = {
      byDefault: { default: true, rules: [{ users: ['alice'], serve: false }] },
      variants: {
        variants: { open: true, wide: { cols: 3 } },
        default: 'open',
        rules: [{ users: ['alice'], serve: 'wide' }],
      },
      number: { default: 10 },
    } as const;
    return withServer(async (server) => {
      for (const name of ['byDefault', 'variants', 'number'] as const) {
        const before = server.flags.definition(name)!.definition;
        const { json } = await server.send(`/api/v1/flags/${name}/disable`, { method: 'POST' });
        expect(json, name).to.include({ state: 'off' });
        const listed = await server.send<{ items: { name: string }[] }>('/api/v1/flags?state=off');
        expect(listed.json.items.map((each) => each.name)).to.include(name);
        for (const context of [{}, { targetingKey: 'alice' }, { targetingKey: 'bob' }]) {
          expect(server.flags.isEnabled(name, context), name).to.equal(false);
          expect(server.flags.evaluate(name, context)).to.include({ on: false, reason: 'DISABLED' });
          const body = { context };
          const { json: answer } = await server.send(`/ofrep/v1/evaluate/flags/${name}`, {
            method: 'POST',
            body,
          });
          expect(answer, name).to.include({ reason: 'DISABLED' }).and.not.include({ value: true });
          const explained = await server.send<{ answer: object }>(`/api/v1/flags/${name}/explain`, {
            method: 'POST',
            body,
          });
          expect(explained.json.answer).to.include({ on: false });
        }
        await server.send(`/api/v1/flags/${name}/enable`, { method: 'POST' });
        expect(server.flags.definition(name)!.definition).to.deep.equal(before);
      }
    }, seed);
  });

  it('on says why an enabled flag still serves off to everyone', () =>
    withServer(
      async (server) => {
        const notice = async (name: string): Promise<unknown> => {
          const { status, json } = await server.send(`/api/v1/flags/${name}/enable`, { method: 'POST' });
          expect(status).to.equal(200);
          expect(json, name).to.include({ reach: 'none' });
          return json['notice'];
        };
        const off = (name: string): string => `${name} is enabled but serves off to everyone: `;
        expect(await notice('plain')).to.equal(`${off('plain')}its default is false and it has no rules`);
        expect(await notice('empty')).to.equal(
          `${off('empty')}its default is 0 and its list of rules is empty`,
        );
        expect(await notice('rules')).to.equal(`${off('rules')}its default is false and no rule serves on`);
        expect(await notice('open')).to.equal(`${off('open')}a rule that matches everyone serves off`);
        expect(await notice('named')).to.equal(`${off('named')}its default none is null and it has no rules`);
        const on = await server.send('/api/v1/flags/some/enable', { method: 'POST' });
        expect(on.json).to.include({ reach: 'some' }).and.not.have.property('notice');
      },
      {
        plain: { enabled: false, default: false },
        empty: { default: 0, rules: [] },
        rules: { rules: [{ users: ['alice'], serve: '' }] },
        open: { default: true, rules: [{ serve: false }] },
        named: { variants: { none: null, some: 1 }, default: 'none' },
        some: { default: false, rules: [{ users: ['alice'] }] },
      },
    ));

  it('off replaces text that is invalid and gives it back, on is refused', () =>
    withServer(
      async (server) => {
        for (const [name, text] of [
          ['broken', '{"rolls":[]}'],
          ['typo', 'ture'],
        ] as const) {
          const on = await server.send(`/api/v1/flags/${name}/enable`, { method: 'POST' });
          expect(on.status).to.equal(422);
          expect(on.json['detail']).to.contain(`flag "${name}" can't be enabled`);
          const off = await server.send(`/api/v1/flags/${name}/disable`, { method: 'POST' });
          expect(off.status).to.equal(200);
          expect(off.json).to.include({ text: 'off', state: 'off', replaced: text });
          expect(off.json).not.to.have.property('problem');
        }
      },
      new StoreBackend(
        new RoomStore([
          ['broken', '{"rolls":[]}'],
          ['typo', 'ture'],
        ]),
      ),
    ));

  it('goes by its stored name; a read finds it by another spelling too', () =>
    withServer(
      async (server) => {
        const { status, json } = await server.send('/api/v1/flags/newCheckout/disable', { method: 'POST' });
        expect(status).to.equal(400);
        expect(json['detail']).to.contain('another spelling of the flag new_checkout');
        expect((await server.send('/api/v1/flags/newCheckout')).json).to.include({ name: 'new_checkout' });
        expect((await server.send('/api/v1/flags/newCheckout', { method: 'DELETE' })).status).to.equal(404);
        expect(server.flags.isEnabled('newCheckout')).to.equal(true);
      },
      { new_checkout: true },
    ));

  it('makes one that is not there yet', () =>
    withServer(async (server) => {
      expect((await server.send('/api/v1/flags/new/enable', { method: 'POST' })).status).to.equal(201);
      expect(server.flags.isEnabled('new')).to.equal(true);
      expect((await server.send('/api/v1/flags/other/disable', { method: 'POST' })).status).to.equal(201);
      expect(server.flags.definition('other')!.text).to.equal('off');
    }));
});

describe('the rollout of a flag', () => {
  const rollout = (server: AdminServer, name: string, body: unknown): Promise<Received> =>
    server.send(`/api/v1/flags/${name}/rollout`, { method: 'PUT', body });

  it('is for everyone where there are no rules, and switches a plain flag on for that share', () =>
    withServer(
      async (server) => {
        for (const name of ['on', 'off', 'new']) {
          const { status, json } = await rollout(server, name, { rollout: 25 });
          expect(status).to.equal(name === 'new' ? 201 : 200);
          expect(json).to.include({ text: '25%' });
        }
      },
      { on: true, off: false },
    ));

  it('changes the one rule that has one, and leaves its key and seed', () =>
    withServer(
      async (server) => {
        await rollout(server, 'gamma', { rollout: 40 });
        expect(server.flags.definition('gamma')!.definition.rules).to.deep.equal([
          { users: ['alice'] },
          { when: { plan: 'pro' }, rollout: 40, by: 'company', seed: 's' },
        ]);
        await rollout(server, 'gamma', { rollout: { percent: 50 } });
        expect(server.flags.definition('gamma')!.definition.rules![1]).to.deep.include({
          rollout: { percent: 50 },
          by: 'company',
          seed: 's',
        });
      },
      {
        gamma: {
          rules: [{ users: ['alice'] }, { when: { plan: 'pro' }, rollout: 5, by: 'company', seed: 's' }],
        },
      },
    ));

  it('comes behind lists of users, and serves what they do', () =>
    withServer(
      async (server) => {
        await rollout(server, 'listed', { rollout: 10 });
        expect(server.flags.definition('listed')!.definition.rules).to.deep.equal([
          { users: ['alice'], serve: 'rich' },
          { serve: 'rich', rollout: 10 },
        ]);
      },
      { listed: { default: 'plain', rules: [{ users: ['alice'], serve: 'rich' }] } },
    ));

  it('comes behind a split of listed users with its key and seed', () =>
    withServer(
      async (server) => {
        await rollout(server, 'listed', { rollout: 10 });
        expect(server.flags.definition('listed')!.definition.rules![1]).to.deep.equal({
          split: { a: 1, b: 1 },
          by: 'company',
          seed: 's',
          rollout: 10,
        });
      },
      { listed: { rules: [{ users: ['alice'], split: { a: 1, b: 1 }, by: 'company', seed: 's' }] } },
    ));

  it('takes the place of a boolean default', () =>
    withServer(
      async (server) => {
        for (const name of ['offByDefault', 'onByDefault']) {
          expect((await rollout(server, name, { rollout: 25 })).json).to.include({ text: '25%' });
        }
      },
      { offByDefault: { default: false }, onByDefault: { default: true } },
    ));

  it('is refused where the stored text is invalid and nothing is in force', () =>
    withServer(
      async (server) => {
        const { status, json } = await rollout(server, 'broken', { rollout: 50 });
        expect(status).to.equal(422);
        expect(json['detail']).to.match(/^flag "broken" can't be changed in part: .* rolls: unknown key/);
        const patched = await server.send('/api/v1/flags/broken', {
          method: 'PATCH',
          body: { owner: 'ana' },
        });
        expect(patched.status).to.equal(422);
      },
      new StoreBackend(new RoomStore([['broken', '{"rolls":[]}']])),
    ));

  it('keeps a flag off that was switched off with its rules', () =>
    withServer(
      async (server) => {
        const { json } = await rollout(server, 'stopped', { rollout: 50 });
        expect(json).to.include({ state: 'off' });
        expect(server.flags.definition('stopped')!.definition).to.deep.equal({
          enabled: false,
          rules: [{ rollout: 50 }],
        });
      },
      { stopped: { enabled: false, rules: [{ rollout: 5 }] } },
    ));

  it('asks which rule is meant when that is not clear, and takes the answer', () =>
    withServer(
      async (server) => {
        const unclear = await rollout(server, 'two', { rollout: 50 });
        expect(unclear.status).to.equal(400);
        expect(unclear.json['detail']).to.contain('several rules with a rollout (0, 1): specify the rule');
        expect((await rollout(server, 'two', { rollout: 50, rule: 2 })).status).to.equal(400);
        expect((await rollout(server, 'two', { rollout: 50, rule: 1 })).status).to.equal(200);
        expect(server.flags.definition('two')!.definition.rules![1]).to.deep.equal({
          when: { a: 2 },
          rollout: 50,
        });
        expect((await rollout(server, 'condition', { rollout: 5 })).json['detail']).to.contain(
          'no rule with a rollout',
        );
        expect((await rollout(server, 'size', { rollout: 5 })).json['detail']).to.contain(
          'has a default but no rule',
        );
      },
      {
        two: {
          rules: [
            { when: { a: 1 }, rollout: 1 },
            { when: { a: 2 }, rollout: 2 },
          ],
        },
        condition: { rules: [{ when: { plan: 'pro' } }] },
        size: { default: 10, rules: [] },
      },
    ));

  it('is refused when it is invalid', () =>
    withServer(
      async (server) => {
        expect((await rollout(server, 'on', { rollout: 101 })).status).to.equal(422);
        expect((await rollout(server, 'on', { rollout: '25%' })).status).to.equal(400);
        expect((await rollout(server, 'on', { percent: 25 })).json['detail']).to.equal(
          'the body: unknown member "percent"; known: rollout, rule',
        );
        expect((await rollout(server, 'on', {})).json['detail']).to.equal('the body must have "rollout"');
        expect((await rollout(server, 'on', [25])).status).to.equal(400);
      },
      { on: true },
    ));
});
