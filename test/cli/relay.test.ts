import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually, until } from '../support/until.js';
import { freePort } from '../support/free-port.js';
import { FlagFile } from './flag-file.js';
import { HalyardProcess } from './halyard-process.js';
import { Relays, TOKEN } from './relays.js';

describe('a chain of relays', () => {
  let file: FlagFile;
  let relays: Relays;

  beforeEach(() => {
    file = new FlagFile({ beta: 'users:alice', other: true });
    relays = new Relays(file.folder);
  });

  afterEach(async () => {
    await relays.stop();
    file.remove();
  });

  it('serves what the first has, live: the API, exports, events and OFREP', async () => {
    const first = await relays.serve(['--file', file.path]);
    const second = await relays.serve(['--upstream', first.url]);
    const third = await relays.serve(['--upstream', second.url]);
    const stream = await third.call('api/v1/events');
    const events = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect(await first.set('beta', '50%')).to.equal(200);
    let seen = '';
    await until('the event comes through', async () => {
      seen += (await events.read()).value;
      return /event: change\ndata: \{"name":"beta"/.test(seen);
    });
    await events.cancel();
    expect(await (await third.call('api/v1/export')).json()).to.deep.equal({ beta: '50%', other: true });
    const asked = await third.call('ofrep/v1/evaluate/flags/other', {
      method: 'POST',
      body: JSON.stringify({ context: { targetingKey: 'bob' } }),
    });
    expect(await asked.json()).to.include({ key: 'other', value: true });
  });

  it('passes changes on to the first, whose history names the relays that they came through', async () => {
    const first = await relays.serve(['--file', file.path]);
    const second = await relays.serve(['--upstream', first.url]);
    const third = await relays.serve(['--upstream', second.url]);
    expect(await third.set('new', '10%')).to.equal(201);
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
    const history = (await (await third.call('api/v1/history')).json()) as { items: { name: string }[] };
    expect(history.items.map(({ name }) => name)).to.deep.equal(['new']);
  });

  it('survives the outage of the first, and follows it again', async () => {
    const first = await relays.serve(['--file', file.path]);
    const second = await relays.serve(['--upstream', first.url]);
    const third = await relays.serve(['--upstream', second.url]);
    await first.process.stop('SIGKILL');
    await second.process.prints(/remote\(.*\) is stale/);
    expect(await third.textOf('beta')).to.equal('users:alice');
    expect(await third.set('beta', 'off')).to.equal(502);
    await eventually('the third says that the second is stale', async () =>
      (await third.status()).problem?.includes('is stale itself'),
    );
    await file.change('beta', '75%');
    await relays.serve(['--file', file.path], first.port);
    await eventually('the change comes through', async () => (await third.textOf('beta')) === '75%');
  });

  it('starts from its file while its upstream is away', async () => {
    const first = await relays.serve(['--file', file.path]);
    const saved = ['--upstream', first.url, '--persist', 'saved.json'];
    const second = await relays.serve(saved);
    const third = await relays.serve(['--upstream', second.url]);
    expect(await first.set('beta', '50%')).to.equal(200);
    await eventually('the change comes through', async () => (await second.textOf('beta')) === '50%');
    await second.process.stop();
    await first.process.stop('SIGKILL');
    const again = await relays.serve(saved, second.port);
    expect(await again.textOf('beta')).to.equal('50%');
    expect((await again.call('api/v1/export')).status).to.equal(200);
    await eventually('the third follows it again', async () => (await third.status()).state === 'live');
    expect(await third.textOf('beta')).to.equal('50%');
    await file.change('beta', 'off');
    await relays.serve(['--file', file.path], first.port);
    await eventually('the change comes through', async () => (await third.textOf('beta')) === 'off');
  });

  it('without a file exports nothing until its upstream is there, so that its followers keep their flags', async () => {
    const port = String(await freePort());
    const relay = await relays.serve(['--upstream', `http://127.0.0.1:${port}`]);
    const { status } = await relay.call('api/v1/export');
    expect(status).to.equal(503);
    await relays.serve(['--file', file.path], port);
    await eventually('it follows', async () => (await relay.call('api/v1/export')).status === 200);
  });

  it('says what is wrong with its upstream', async () => {
    for (const [args, says] of [
      [
        ['--upstream', 'https://a.example', '--persist', 'none/f.json'],
        /^halyard: --persist: there is no folder none\n$/,
      ],
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
