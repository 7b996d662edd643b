import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ConsulServer } from '../../support/consul-server.js';
import { until } from '../../support/until.js';

// Consul's documentation: "KV Store HTTP API", "Transactions HTTP API", "Blocking Queries".
describe('the Consul server of the tests, as the documentation of Consul says', () => {
  let server: ConsulServer;

  beforeEach(async () => {
    server = await ConsulServer.start();
  });
  afterEach(() => server.stop());

  const put = (path: string, body: string): Promise<Response> =>
    fetch(server.url + path, { method: 'PUT', body });
  const transaction = async (...operations: readonly object[]): Promise<string> => {
    const response = await put('/v1/txn', JSON.stringify(operations.map((KV) => ({ KV }))));
    const text = await response.text();
    const [error] =
      response.status === 409 ? (JSON.parse(text) as { Errors: { What: string }[] }).Errors : [];
    return `${response.status} ${error?.What ?? ''}`.trim();
  };
  const list = async (
    query = '',
  ): Promise<{ status: number; index: number; entries: Record<string, unknown>[] }> => {
    const response = await fetch(`${server.url}/v1/kv/flags/?recurse=true${query}`);
    const text = await response.text();
    const entries = text === '' ? [] : (JSON.parse(text) as Record<string, unknown>[]);
    return { status: response.status, index: Number(response.headers.get('x-consul-index')), entries };
  };

  it('lists the keys under a prefix, with values in base64, and answers 404 without any', async () => {
    expect(await list()).to.include({ status: 404 });
    expect(await (await put('/v1/kv/flags/a', 'on')).text()).to.equal('true');
    await put('/v1/kv/other', 'on');
    const { status, index, entries } = await list();
    expect({ status, entries }).to.deep.equal({
      status: 200,
      entries: [
        { CreateIndex: index, ModifyIndex: index, LockIndex: 0, Key: 'flags/a', Flags: 0, Value: 'b24=' },
      ],
    });
  });

  it('holds a query until a key under its prefix changes, or its time is over', async () => {
    await put('/v1/kv/flags/a', 'on');
    const { index } = await list();
    const waiting = list(`&index=${index}&wait=60s`);
    await until('it waits', () => server.blocked === 1);
    await put('/v1/kv/other', 'on');
    await put('/v1/kv/flags/a', 'on');
    expect(server.blocked).to.equal(1);
    await put('/v1/kv/flags/a', 'off');
    expect((await waiting).index).to.be.above(index);
    expect((await list(`&index=${index + 100}&wait=1ms`)).status).to.equal(200);
  });

  it('counts a removal, until it has forgotten it: the index goes backwards then', async () => {
    await put('/v1/kv/flags/a', 'on');
    const first = await list();
    await put('/v1/kv/flags/b', 'on');
    await fetch(`${server.url}/v1/kv/flags/b`, { method: 'DELETE' });
    expect((await list()).index).to.be.above(first.index);
    server.reap();
    expect((await list()).index).to.equal(first.index);
  });

  it('carries out all operations of a transaction or none', async () => {
    expect(await transaction({ Verb: 'cas', Key: 'flags/a', Value: 'b24=', Index: 0 })).to.equal('200');
    expect(await transaction({ Verb: 'cas', Key: 'flags/a', Value: 'b24=', Index: 0 })).to.match(
      /^409 .*stale$/,
    );
    const { index } = await list();
    expect(
      await transaction(
        { Verb: 'set', Key: 'flags/b', Value: 'b24=' },
        { Verb: 'check-index', Key: 'flags/a', Index: index + 1 },
      ),
    ).to.match(/^409 current modify index/);
    expect(server.text('flags/b')).to.equal(undefined);
    expect(await transaction({ Verb: 'check-not-exists', Key: 'flags/a' })).to.match(/^409 key .* exists/);
    expect(
      await transaction(
        { Verb: 'check-index', Key: 'flags/a', Index: index },
        { Verb: 'delete', Key: 'flags/a' },
      ),
    ).to.equal('200');
    expect(server.text('flags/a')).to.equal(undefined);
  });

  it('takes 64 operations and 512 kB', async () => {
    const many = Array.from({ length: 65 }, (_, i) => ({ Verb: 'set', Key: `flags/${i}`, Value: '' }));
    expect(await transaction(...many)).to.equal('413');
    expect(await transaction({ Verb: 'set', Key: 'flags/a', Value: 'x'.repeat(600_000) })).to.equal('413');
  });

  it('answers 403 to an unknown token, and leaves out what a token may not read', async () => {
    server.change('flags/a', 'on');
    server.tokens.set('blind', 'nothing');
    expect((await put('/v1/kv/flags/a', 'off')).status).to.equal(403);
    const response = await fetch(`${server.url}/v1/kv/flags/?recurse=true`, {
      headers: { 'X-Consul-Token': 'blind' },
    });
    expect(response.status).to.equal(404);
    expect(response.headers.get('x-consul-results-filtered-by-acls')).to.equal('true');
  });
});
