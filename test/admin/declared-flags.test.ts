import { makeAdmin } from '@halyard/admin';
import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { Contract } from './contract.js';

const DECLARED = defineFlags({
  export_down: { default: false, kind: 'kill-switch', description: 'Stops exports' },
  page_size: { default: 20 },
});

interface Record {
  readonly name: string;
  readonly stored: boolean;
  readonly declared: boolean;
}

describe('flags that the program declares', () => {
  const open = async (
    stored: ConstructorParameters<typeof MemoryBackend>[0],
  ): Promise<(method: string, path: string) => Promise<{ status: number; json: never }>> => {
    const flags = await FeatureFlags.open(new MemoryBackend(stored), { flags: DECLARED });
    const admin = makeAdmin(flags, { authorize: () => ({ actor: 'ana', read: true, write: true }) });
    const contract = await Contract.read();
    return async (method, path) => {
      const response = await admin.fetch(new Request(`http://halyard.test${path}`, { method }));
      const text = await response.text();
      contract.check(method, path, response, text);
      return { status: response.status, json: JSON.parse(text || 'null') as never };
    };
  };

  it('are listed as not stored, with what they serve', async () => {
    const send = await open({ pageSize: { default: 30 }, other: 'on' });
    const { items }: { items: readonly Record[] } = (await send('GET', '/api/v1/flags')).json;
    expect(items.map(({ name, stored, declared }) => ({ name, stored, declared }))).to.deep.equal([
      { name: 'export_down', stored: false, declared: true },
      { name: 'other', stored: true, declared: false },
      { name: 'pageSize', stored: true, declared: false },
      { name: 'page_size', stored: false, declared: true },
    ]);
    expect(items[0]).to.deep.include({
      version: null,
      text: null,
      state: 'off',
      reach: 'none',
      kind: 'kill-switch',
      definition: { default: false, kind: 'kill-switch', description: 'Stops exports' },
    });
    expect(items[3]).to.include({ state: 'on', reach: 'everyone' });
  });

  it('are stored when they are switched, and are not stored again when they are deleted', async () => {
    const send = await open({});
    const created = await send('POST', '/api/v1/flags/export_down/enable');
    expect(created.status).to.equal(201);
    expect(created.json).to.include({ stored: true, state: 'on', kind: 'kill-switch' });
    expect((await send('POST', '/api/v1/flags/export_down/disable')).status).to.equal(200);
    expect((await send('DELETE', '/api/v1/flags/export_down')).status).to.equal(204);
    expect((await send('DELETE', '/api/v1/flags/export_down')).status).to.equal(404);
    const { status, json } = await send('GET', '/api/v1/flags/export_down');
    expect(status).to.equal(200);
    expect(json).to.include({ stored: false, state: 'off' });
  });
});
