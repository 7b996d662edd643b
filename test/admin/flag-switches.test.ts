import { expect } from 'chai';
import { describe, it } from 'mocha';
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

  it('makes one that is not there yet', () =>
    withServer(async (server) => {
      expect((await server.send('/api/v1/flags/new/enable', { method: 'POST' })).status).to.equal(201);
      expect(server.flags.isEnabled('new')).to.equal(true);
      expect((await server.send('/api/v1/flags/other/disable', { method: 'POST' })).status).to.equal(201);
      expect(server.flags.get('other')!.text).to.equal('off');
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
        expect(server.flags.get('gamma')!.definition.rules).to.deep.equal([
          { users: ['alice'] },
          { when: { plan: 'pro' }, rollout: { percent: 40, by: 'company', seed: 's' } },
        ]);
        await rollout(server, 'gamma', { rollout: { percent: 50 } });
        expect(server.flags.get('gamma')!.definition.rules![1]!.rollout).to.deep.equal({ percent: 50 });
      },
      {
        gamma: {
          rules: [
            { users: ['alice'] },
            { when: { plan: 'pro' }, rollout: { percent: 5, by: 'company', seed: 's' } },
          ],
        },
      },
    ));

  it('comes behind lists of users, and serves what they do', () =>
    withServer(
      async (server) => {
        await rollout(server, 'listed', { rollout: 10 });
        expect(server.flags.get('listed')!.definition.rules).to.deep.equal([
          { users: ['alice'], serve: 'rich' },
          { serve: 'rich', rollout: 10 },
        ]);
      },
      { listed: { default: 'plain', rules: [{ users: ['alice'], serve: 'rich' }] } },
    ));

  it('keeps a flag off that was switched off with its rules', () =>
    withServer(
      async (server) => {
        const { json } = await rollout(server, 'stopped', { rollout: 50 });
        expect(json).to.include({ state: 'off' });
        expect(server.flags.get('stopped')!.definition).to.deep.equal({
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
        expect(unclear.json['detail']).to.contain('several rules with a rollout (0, 1): say which rule');
        expect((await rollout(server, 'two', { rollout: 50, rule: 2 })).status).to.equal(400);
        expect((await rollout(server, 'two', { rollout: 50, rule: 1 })).status).to.equal(200);
        expect(server.flags.get('two')!.definition.rules![1]).to.deep.equal({ when: { a: 2 }, rollout: 50 });
        expect((await rollout(server, 'condition', { rollout: 5 })).json['detail']).to.contain(
          'no rule with a rollout',
        );
        expect((await rollout(server, 'size', { rollout: 5 })).json['detail']).to.contain(
          'a default of its own',
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

  it('is refused when it is none', () =>
    withServer(
      async (server) => {
        expect((await rollout(server, 'on', { rollout: 101 })).status).to.equal(422);
        expect((await rollout(server, 'on', { rollout: '25%' })).status).to.equal(400);
        expect((await rollout(server, 'on', { percent: 25 })).json['detail']).to.equal(
          'the body: unknown member "percent"; known: rollout, rule',
        );
        expect((await rollout(server, 'on', {})).json['detail']).to.equal('the body needs "rollout"');
        expect((await rollout(server, 'on', [25])).status).to.equal(400);
      },
      { on: true },
    ));
});
