import { expect } from 'chai';
import { describe, it } from 'mocha';
import { withServer } from './admin-server.js';

const SEED = {
  '$segment.staff': { email: { $endsWith: '@example.com' } },
  beta: { rules: [{ when: { $segment: 'staff' } }] },
  gamma: { rules: [{ when: { $segment: 'staff', plan: 'pro' } }] },
} as const;

describe('segments', () => {
  it('are listed with what uses them, and not among the flags', () =>
    withServer(async (server) => {
      const { json } = await server.send<{ items: object[] }>('/api/v1/segments');
      expect(json.items).to.deep.equal([
        {
          name: 'staff',
          version: server.flags.definition('$segment.staff')!.version,
          condition: { email: { $endsWith: '@example.com' } },
          usedBy: ['beta', 'gamma'],
        },
      ]);
      expect((await server.send('/api/v1/flags')).json).to.include({ total: 2 });
    }, SEED));

  it('are used also by flags that are disabled, and by rules that are not reached', () =>
    withServer(
      async (server) => {
        const { json } = await server.send('/api/v1/segments/big_spender');
        expect(json['usedBy']).to.deep.equal(['late', 'stopped', '$segment.vip']);
      },
      {
        '$segment.big_spender': { spent: { $gt: 1000 } },
        '$segment.vip': { $or: [{ $segment: 'big_spender' }, { vip: true }] },
        stopped: { enabled: false, rules: [{ when: { $segment: 'big_spender' } }] },
        late: { rules: [{}, { when: { $not: { $segment: 'big_spender' } } }] },
      },
    ));

  it('that are gone are reported by the flags that refer to them', () =>
    withServer(async (server) => {
      await server.send('/api/v1/segments/staff', { method: 'DELETE' });
      const { json } = await server.send('/api/v1/flags/beta');
      expect(json).to.include({
        state: 'conditional',
        problem:
          'refers to the segment staff, which is missing or invalid; a rule that depends on it does not match',
      });
      const status = await server.send<{ status: { invalid: object[] } }>('/api/v1/status');
      expect(status.json.status.invalid[0]).to.include({ name: 'beta', serving: 'definition' });
    }, SEED));

  it('are made, replaced and removed, and every flag follows', () =>
    withServer(async (server) => {
      const made = await server.send('/api/v1/segments/a%2Fb', { method: 'PUT', body: { plan: 'pro' } });
      expect(made.status).to.equal(201);
      expect(made.json).to.include({ name: 'a/b' });
      const tag = (await server.send('/api/v1/segments/staff')).headers.get('etag')!;
      const body = { role: 'staff' };
      const replaced = await server.send('/api/v1/segments/staff', {
        method: 'PUT',
        body,
        headers: { 'If-Match': tag },
      });
      expect(replaced.status).to.equal(200);
      expect(server.flags.isEnabled('beta', { role: 'staff' })).to.equal(true);
      const late = await server.send('/api/v1/segments/staff', {
        method: 'PUT',
        body,
        headers: { 'If-Match': tag },
      });
      expect(late.status).to.equal(412);
      expect(late.json['current']).to.deep.equal(replaced.json);
      expect((await server.send('/api/v1/segments/staff', { method: 'DELETE' })).status).to.equal(204);
      expect(server.flags.isEnabled('beta', { role: 'staff' })).to.equal(false);
      expect((await server.send('/api/v1/segments/staff')).status).to.equal(404);
      expect((await server.send('/api/v1/segments/staff', { method: 'DELETE' })).status).to.equal(404);
    }, SEED));

  it('are conditions and nothing else', () =>
    withServer(async (server) => {
      const put = async (body: unknown): Promise<number> =>
        (await server.send('/api/v1/segments/staff', { method: 'PUT', body })).status;
      expect(await put({ age: { $gtt: 5 } })).to.equal(422);
      expect(await put(true)).to.equal(422);
      expect(await put('"25%"')).to.equal(422);
      expect((await server.send('/api/v1/flags/$segment.staff')).json['detail']).to.equal(
        '$segment.staff is a segment: use segments/staff',
      );
    }, SEED));

  it('have a history, and a way back', () =>
    withServer(async (server) => {
      await server.send('/api/v1/segments/staff', { method: 'PUT', body: { role: 'staff' } });
      const { json } = await server.send<{ items: { after: string }[] }>('/api/v1/segments/staff/history');
      expect(json.items.map(({ after }) => after)).to.deep.equal(['{"role":"staff"}']);
      const undone = await server.send('/api/v1/segments/staff/undo', { method: 'POST' });
      expect(undone.json['condition']).to.deep.equal(SEED['$segment.staff']);
    }, SEED));
});
