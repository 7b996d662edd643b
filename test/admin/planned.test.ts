import { expect } from 'chai';
import { type AdminServer, type Received, withServer } from './admin-server.js';

interface Planned {
  readonly id: string;
  readonly flag: string;
  readonly change: object;
  readonly at: string;
  readonly actor?: string;
  readonly comment?: string;
}

describe('planned changes over the API', () => {
  const plan = (
    server: AdminServer,
    body: unknown,
    as: 'reader' | 'writer' = 'writer',
  ): Promise<Received<Planned>> =>
    server.send('/api/v1/flags/sale/planned?comment=why', { method: 'POST', body, as });

  it('are made, listed, shown in the status and cancelled', () =>
    withServer(
      async (server) => {
        const made = await plan(server, { at: '2100-12-01T08:00:00+01:00', rollout: 50 });
        expect(made.status).to.equal(201);
        const { id, ...rest } = made.json;
        expect(rest).to.deep.equal({
          flag: 'sale',
          change: { rollout: 50 },
          at: '2100-12-01T07:00:00.000Z',
          actor: 'ana',
          comment: 'why',
        });
        const listed = await server.send<{ items: Planned[] }>('/api/v1/planned', { as: 'reader' });
        expect(listed.json.items).to.deep.equal([made.json]);
        const status = await server.send<{ status: { planned: object[] } }>('/api/v1/status');
        expect(status.json.status.planned).to.have.length(1);
        const flags = await server.send<{ items: { name: string }[] }>('/api/v1/flags');
        expect(flags.json.items.map(({ name }) => name)).to.deep.equal(['sale']);
        const history = await server.send<{ items: { summary: string }[] }>('/api/v1/history');
        expect(history.json.items[0]!.summary).to.equal('planned: a change of sale');
        const cancel = () => server.send(`/api/v1/planned/${id}`, { method: 'DELETE' });
        expect((await cancel()).status).to.equal(204);
        expect((await cancel()).status).to.equal(404);
      },
      { sale: false },
    ));

  it('are refused with what is wrong', () =>
    withServer(async (server) => {
      const at = '2100-12-01T08:00:00Z';
      const wrong: readonly [body: object, status: number, why: string][] = [
        [{ at }, 400, 'must have one of'],
        [{ at, set: 'on', enabled: true }, 400, 'must have one of'],
        [{ at: '2020-01-01T00:00:00Z', enabled: true }, 400, 'must be in the future'],
        [{ at: 'soon', enabled: true }, 400, 'must be a time with an offset'],
        [{ at, set: 'ture' }, 422, 'did you mean true?'],
      ];
      for (const [body, status, why] of wrong) {
        const answer: Received<object> = await plan(server, body);
        expect(answer.status).to.equal(status);
        expect(answer.text).to.contain(why);
      }
      expect((await plan(server, { at, enabled: true }, 'reader')).status).to.equal(403);
    }));
});
