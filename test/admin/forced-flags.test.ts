import { CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { withServer } from './admin-server.js';

const WHY = `"FORCE_CHECKOUT" in the environment answers first: 'off'`;

const layers = (): CompositeBackend =>
  new CompositeBackend([
    new EnvBackend({ prefix: 'FORCE_', env: { FORCE_CHECKOUT: 'off' } }),
    new MemoryBackend({ checkout: '25%', beta: 'on' }),
    new EnvBackend({ env: { FEATURE_BELOW: 'on', FEATURE_BETA: 'off' } }),
  ]);

describe('a flag that a layer above the store has', () => {
  it('is a record that names the layer, and says that changes have no effect', () =>
    withServer(async (server) => {
      const { json } = await server.send<{ items: { name: string; layer: string; noEffect?: string }[] }>(
        '/api/v1/flags',
      );
      expect(json.items.map(({ name, layer, noEffect }) => [name, layer, noEffect])).to.deep.equal([
        ['below', 'env', undefined],
        ['beta', 'memory', undefined],
        ['checkout', 'env', WHY],
      ]);
    }, layers()));

  it('is changed in the store by every write, whose answer says that it has no effect', () =>
    withServer(async (server) => {
      const path = '/api/v1/flags/checkout';
      const notice = `the change of checkout is stored but has no effect: ${WHY}`;
      const enabled = await server.send(`${path}/enable`, { method: 'POST' });
      expect(enabled.status).to.equal(200);
      expect(enabled.json).to.include({ notice, noEffect: WHY, state: 'off' });
      expect((await server.send(`${path}/disable`, { method: 'POST' })).json).to.include({ notice });
      const put = await server.send(path, { method: 'PUT', body: { description: 'new' } });
      expect(put.json).to.include({ noEffect: WHY });
      const [last] = (await server.flags.history({ limit: 1 }))!;
      expect(last).to.include({ name: 'checkout', after: '{"description":"new"}' });
      const beta = await server.send('/api/v1/flags/beta/disable', { method: 'POST' });
      expect(beta.json).to.not.have.any.keys('notice', 'noEffect');
    }, layers()));

  it('is written with the version that its readers see', () =>
    withServer(async (server) => {
      const path = '/api/v1/flags/checkout';
      const { headers } = await server.send(path);
      const condition = { 'If-Match': headers.get('etag')! };
      const first = await server.send(`${path}/enable`, { method: 'POST', headers: condition });
      expect(first.status).to.equal(200);
      const other = await server.send(`${path}/enable`, {
        method: 'POST',
        headers: { 'If-Match': '"other"' },
      });
      expect(other.status).to.equal(412);
    }, layers()));

  it('is in the status and in the explanation', () =>
    withServer(async (server) => {
      const { json } = await server.send<{ status: { forced: object[] } }>('/api/v1/status');
      expect(json.status.forced).to.deep.equal([{ name: 'checkout', why: WHY }]);
      const explained = await server.send<{ layer: string; lines: string[] }>(
        '/api/v1/flags/checkout/explain',
        { method: 'POST', body: {} },
      );
      expect(explained.json.layer).to.equal('env');
      expect(explained.json.lines).to.include('the layer env has it: "FORCE_CHECKOUT" in the environment');
      const draft = await server.send('/api/v1/flags/checkout/explain', {
        method: 'POST',
        body: { draft: 'on' },
      });
      expect(draft.json).to.not.have.property('layer');
    }, layers()));
});
