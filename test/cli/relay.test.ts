import type { BackendStatus } from '@halyard/core';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually, until } from '../support/until.js';
import { freePort } from '../support/free-port.js';
import { FlagFile } from './flag-file.js';
import { HalyardProcess } from './halyard-process.js';

const TOKEN = 'a-token-of-the-relays';

/** A server of `halyard`, at a port that it keeps when it is started again. */
interface Relay {
  readonly url: string;
  readonly port: string;
  readonly process: HalyardProcess;
}

describe('a chain of relays', () => {
  let file: FlagFile;
  let running: HalyardProcess[] = [];

  beforeEach(() => {
    file = new FlagFile({ beta: 'users:alice', other: true });
  });

  afterEach(async () => {
    await Promise.all(running.map((each) => each.stop('SIGKILL')));
    running = [];
    file.remove();
  });

  const serve = async (args: readonly string[], port = '0'): Promise<Relay> => {
    const process = await HalyardProcess.start(['serve', '--port', port, '--json', ...args], {
      cwd: file.folder,
      env: { HALYARD_TOKEN: TOKEN, HALYARD_UPSTREAM_TOKEN: TOKEN },
    });
    running.push(process);
    await process.prints(/\n\}\n/);
    const { url } = JSON.parse(process.stdout) as { url: string };
    return { url, port: new URL(url).port, process };
  };
  const call = (relay: Relay, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${relay.url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    });
  const textOf = async (relay: Relay, name: string): Promise<unknown> =>
    ((await (await call(relay, `api/v1/flags/${name}`)).json()) as { text?: unknown }).text;
  const statusOf = async (relay: Relay): Promise<BackendStatus> =>
    ((await (await call(relay, 'api/v1/status')).json()) as { status: BackendStatus }).status;
  const set = async (relay: Relay, name: string, text: string): Promise<number> =>
    (await call(relay, `api/v1/flags/${name}`, { method: 'PUT', body: JSON.stringify(text) })).status;

  it('serves what the first has, live: the API, exports, events and OFREP', async () => {
    const first = await serve(['--file', file.path]);
    const second = await serve(['--upstream', first.url]);
    const third = await serve(['--upstream', second.url]);
    const stream = await call(third, 'api/v1/events');
    const events = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect(await set(first, 'beta', '50%')).to.equal(200);
    let seen = '';
    await until('the event comes through', async () => {
      seen += (await events.read()).value;
      return /event: change\ndata: \{"name":"beta"/.test(seen);
    });
    await events.cancel();
    expect(await (await call(third, 'api/v1/export')).json()).to.deep.equal({ beta: '50%', other: true });
    const asked = await call(third, 'ofrep/v1/evaluate/flags/other', {
      method: 'POST',
      body: JSON.stringify({ context: { targetingKey: 'bob' } }),
    });
    expect(await asked.json()).to.include({ key: 'other', value: true });
  });

  it('passes changes on to the first, whose history names the relays that they came through', async () => {
    const first = await serve(['--file', file.path]);
    const second = await serve(['--upstream', first.url]);
    const third = await serve(['--upstream', second.url]);
    expect(await set(third, 'new', '10%')).to.equal(201);
    expect(file.flags).to.include({ new: '10%' });
    const conflict = await fetch(`${third.url}api/v1/flags/new`, {
      method: 'PUT',
      body: '{"rules":[]}',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
        'If-Match': '"another"',
      },
    });
    expect(conflict.status).to.equal(412);
    const history = (await (await call(third, 'api/v1/history')).json()) as { items: { name: string }[] };
    expect(history.items.map(({ name }) => name)).to.deep.equal(['new']);
  });

  it('survives the outage of the first, and follows it again', async () => {
    const first = await serve(['--file', file.path]);
    const second = await serve(['--upstream', first.url]);
    const third = await serve(['--upstream', second.url]);
    await first.process.stop('SIGKILL');
    await second.process.prints(/remote\(.*\) is stale/);
    expect(await textOf(third, 'beta')).to.equal('users:alice');
    expect(await set(third, 'beta', 'off')).to.equal(502);
    await eventually('the third says that the second is stale', async () =>
      (await statusOf(third)).problem?.includes('is stale itself'),
    );
    await file.change('beta', '75%');
    await serve(['--file', file.path], first.port);
    await eventually('the change comes through', async () => (await textOf(third, 'beta')) === '75%');
  });

  it('starts from its file while its upstream is away', async () => {
    const first = await serve(['--file', file.path]);
    const saved = ['--upstream', first.url, '--persist', 'saved.json'];
    const second = await serve(saved);
    const third = await serve(['--upstream', second.url]);
    expect(await set(first, 'beta', '50%')).to.equal(200);
    await eventually('the change comes through', async () => (await textOf(second, 'beta')) === '50%');
    await second.process.stop();
    await first.process.stop('SIGKILL');
    const again = await serve(saved, second.port);
    expect(await textOf(again, 'beta')).to.equal('50%');
    expect((await call(again, 'api/v1/export')).status).to.equal(200);
    await eventually('the third follows it again', async () => (await statusOf(third)).state === 'live');
    expect(await textOf(third, 'beta')).to.equal('50%');
    await file.change('beta', 'off');
    await serve(['--file', file.path], first.port);
    await eventually('the change comes through', async () => (await textOf(third, 'beta')) === 'off');
  });

  it('without a file exports nothing until its upstream is there, so that its followers keep their flags', async () => {
    const port = String(await freePort());
    const relay = await serve(['--upstream', `http://127.0.0.1:${port}`]);
    const { status } = await call(relay, 'api/v1/export');
    expect(status).to.equal(503);
    await serve(['--file', file.path], port);
    await eventually('it follows', async () => (await call(relay, 'api/v1/export')).status === 200);
  });

  it('says what is wrong with its upstream', async () => {
    for (const [args, says] of [
      [['--upstream', 'ftp://ana:xyzzy@host'], /--upstream must have the form redis:.*https:/],
      [['--url', 'http://127.0.0.1:4100'], /follows an API with --upstream, not with --url/],
      [['--upstream', 'http://127.0.0.1:4100', '--file', 'x.json'], /pass either --file or --upstream/],
    ] as const) {
      const failing = await HalyardProcess.start(['serve', '--port', '0', ...args], { cwd: file.folder });
      const { code, stderr } = await failing.ended();
      expect({ code, says: says.test(stderr), secret: stderr.includes('xyzzy') }, stderr).to.deep.equal({
        code: 2,
        says: true,
        secret: false,
      });
    }
  });
});
