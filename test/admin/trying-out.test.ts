import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type AdminServer, type Received, withServer } from './admin-server.js';

describe('validating', () => {
  const validate = (server: AdminServer, body: unknown): Promise<Received> =>
    server.send('/api/v1/validate', { method: 'POST', body, as: 'reader' });

  it('says what would be stored, or what is wrong, and stores nothing', () =>
    withServer(async (server) => {
      expect((await validate(server, { source: { rules: [{ rollout: 25 }] } })).json).to.deep.equal({
        valid: true,
        text: '25%',
      });
      expect((await validate(server, { source: ' ON ' })).json).to.deep.equal({ valid: true, text: 'ON' });
      const wrong = await validate(server, { name: 'layout', source: { enabeld: false } });
      expect(wrong.json).to.include({ valid: false });
      expect(wrong.json['problem']).to.contain('flag "layout": enabeld: unknown key, did you mean enabled?');
      expect((await validate(server, { source: 'ture' })).json['problem']).to.contain('did you mean true?');
      expect(server.flags.all()).to.deep.equal([]);
    }));

  it('knows a segment by its name, and names that none can have', () =>
    withServer(async (server) => {
      expect((await validate(server, { name: '$segment.staff', source: { role: 'x' } })).json).to.include({
        valid: true,
      });
      expect((await validate(server, { name: '$segment.staff', source: true })).json).to.include({
        valid: false,
      });
      expect((await validate(server, { name: 'a b', source: true })).json).to.include({ valid: false });
      expect((await validate(server, { name: 'layout' })).json['detail']).to.equal(
        'the body must have "source"',
      );
    }));
});

describe('explaining', () => {
  const explain = (
    server: AdminServer,
    name: string,
    body: unknown,
  ): Promise<Received<{ answer: object; lines: string[] }>> =>
    server.send(`/api/v1/flags/${name}/explain`, { method: 'POST', body, as: 'reader' });

  it('says what a context gets, and why', () =>
    withServer(
      async (server) => {
        const { json } = await explain(server, 'beta', { context: { targetingKey: 'alice' } });
        expect(json.answer).to.deep.include({ on: true, reason: 'TARGETING_MATCH', rule: { index: 0 } });
        expect(json.lines[0]).to.contain('beta is on');
        expect((await explain(server, 'beta', {})).json.answer).to.include({ on: false, reason: 'DEFAULT' });
      },
      { beta: 'users:alice' },
    ));

  it('tries a draft in the place of the stored flag, with the flags and segments it refers to', () =>
    withServer(
      async (server) => {
        const draft = { rules: [{ when: { $segment: 'staff' } }], requires: ['base'] };
        const context = { role: 'staff', region: 'eu' };
        expect((await explain(server, 'beta', { context, draft })).json.answer).to.include({ on: true });
        expect((await explain(server, 'new', { context, draft })).json.answer).to.include({ on: true });
        expect((await explain(server, 'beta', { context: { role: 'guest' }, draft })).json.answer).to.include(
          { on: false },
        );
        await server.flags.disable('base');
        expect((await explain(server, 'beta', { context, draft })).json.answer).to.include({
          reason: 'DISABLED',
        });
        const itself = await explain(server, 'beta', { context, draft: { requires: ['beta'] } });
        expect(itself.json.answer).to.include({ on: false, reason: 'DISABLED' });
        expect(server.flags.definition('beta')!.text).to.equal('off');
      },
      {
        beta: false,
        base: { rules: [{ when: { $segment: 'european' } }] },
        '$segment.european': { region: 'eu' },
        '$segment.staff': { role: 'staff' },
      },
    ));

  it('refuses a draft that could not be stored, and a flag that is not there', () =>
    withServer(async (server) => {
      expect((await explain(server, 'beta', { draft: { rules: 1 } })).status).to.equal(422);
      expect((await explain(server, 'beta', {})).status).to.equal(404);
      expect((await explain(server, 'beta', { context: 'alice' })).status).to.equal(400);
      expect((await explain(server, 'beta', { contxt: {} })).status).to.equal(400);
    }));
});
