import { RemoteBackend, type RemoteBackendOptions } from '@halyard/stores/remote';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { TOKENS } from '../../admin/admin-server.js';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { until } from '../../support/until.js';
import { Upstream } from './upstream.js';

const EXPORT = 'GET /api/v1/export?format=stored';
const EVENTS = 'GET /api/v1/events';

describe('another Halyard that is followed', () => {
  let upstream: Upstream;
  let proxy: TcpProxy;
  let backend: RemoteBackend;

  beforeEach(async () => {
    upstream = new Upstream({ flag: 'on' });
    await upstream.start();
    proxy = await TcpProxy.start({ host: '127.0.0.1', port: upstream.port });
  });
  afterEach(async () => {
    await backend.close();
    await proxy.close();
    await upstream.kill();
  });

  const open = async (options: RemoteBackendOptions = {}): Promise<void> => {
    backend = new RemoteBackend(`http://127.0.0.1:${proxy.port}/`, { token: TOKENS.writer, ...options });
    await backend.open();
    await untilState(backend, 'live');
    // The first read may be older than the stream of events, so there is another one.
    await until('the export is read again', () => exports() === 2);
    // From here on there is no read under way.
    await backend.refresh();
    upstream.requests.length = 0;
  };
  const exports = (): number => upstream.requests.filter((request) => request === EXPORT).length;
  const streams = (): number => upstream.requests.filter((request) => request === EVENTS).length;

  it('tells changes by its events, without another export', async () => {
    await open();
    for (const text of ['off', '25%', 'users:alice,bob']) {
      upstream.store.change('flag', text);
      await untilHolds(backend, { flag: text });
    }
    upstream.store.change('$segment.staff', '{"role":"staff"}');
    upstream.store.change('new', 'on');
    upstream.store.change('flag', undefined);
    await until('the segment came', () => backend.snapshot.flags.has('$segment.staff'));
    await untilHolds(backend, { '$segment.staff': '{"role":"staff"}', new: 'on' });
    // Only the event of a segment lacks the text.
    expect(exports()).to.equal(1);
  });

  it('is resumed where a cut connection ended, without another export', async () => {
    await open();
    proxy.refuse();
    await untilState(backend, 'polling', /the events can't be followed/);
    upstream.store.change('flag', '25%');
    upstream.store.change('new', 'on');
    proxy.restore();
    await untilHolds(backend, { flag: '25%', new: 'on' });
    await untilState(backend, 'live');
    expect(streams()).to.be.at.least(1);
    expect(exports()).to.equal(0);
  });

  it('has its export believed when the events that took changes back are lost', async () => {
    let isCut = false;
    const network = new AbortController();
    await open({
      pollMs: 3_600_000,
      livePollMs: 3_600_000,
      fetch: (input, init) => {
        if (!(input as URL).pathname.endsWith('/events')) return fetch(input, init);
        if (isCut) return Promise.reject(new Error('no events'));
        return fetch(input, { ...init, signal: AbortSignal.any([init!.signal!, network.signal]) });
      },
    });
    upstream.store.change('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    isCut = true;
    network.abort();
    await untilState(backend, 'polling');
    upstream.store.change('flag', 'on');
    await until('it is on again', () => upstream.flags.isEnabled('flag'));
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    await backend.set('flag', 'off');
    upstream.store.change('flag', 'on');
    await until('it is on once more', () => upstream.flags.isEnabled('flag'));
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
  });

  it('is polled where a proxy answers for its events and passes none on', async () => {
    backend = new RemoteBackend(upstream.url, {
      token: TOKENS.writer,
      fetch: (input, init) =>
        (input as URL).pathname.endsWith('/events')
          ? Promise.resolve(new Response('', { headers: { 'Content-Type': 'text/event-stream' } }))
          : fetch(input, init),
    });
    await backend.open();
    await untilState(backend, 'polling', /the events can't be followed: the answer ended before it began/);
  });

  it('is read again when it was started again and knows nothing of the events before', async () => {
    await open();
    await upstream.kill();
    await untilState(backend, 'polling');
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    upstream.store.change('flag', 'off');
    upstream.store.change('new', 'on');
    await upstream.start();
    await untilHolds(backend, { flag: 'off', new: 'on' });
    await untilState(backend, 'live');
    upstream.store.change('new', 'off');
    await untilHolds(backend, { flag: 'off', new: 'off' });
  });

  it('keeps its last known flags while it is away, and says why', async () => {
    await open({ pollMs: 20 });
    await upstream.kill();
    await untilState(backend, 'stale', /ECONNREFUSED|other side closed|socket hang up/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
  });

  it('keeps its last known flags when it is silent, and is followed again afterwards', async () => {
    await open({ livePollMs: 50, loadTimeoutMs: 200 });
    proxy.blackHole();
    await untilState(backend, 'stale', /no answer within 200 ms/);
    upstream.store.change('flag', 'off');
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    proxy.restore();
    await untilHolds(backend, { flag: 'off' });
    await untilState(backend, 'live');
  });

  it('is not believed when it starts without its store: unknown flags are not deleted ones', async () => {
    await open({ pollMs: 20 });
    await upstream.kill();
    upstream.store.shut = new Error('no route to the room');
    await upstream.start();
    await untilState(backend, 'stale', /answered 503: room was never read.*no route to the room/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    upstream.store.shut = undefined;
    upstream.store.texts.set('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
  });

  it('has its own trouble shown as a problem', async () => {
    await open();
    upstream.store.shut = new Error('no route to the room');
    upstream.store.watcher!.changed();
    await until('the problem is shown', () =>
      /is stale itself: no route to the room/.test(backend.status().problem ?? ''),
    );
    expect(backend.status().state).to.equal('live');
    upstream.store.shut = undefined;
    await until('the problem is over', () => backend.status().problem === undefined);
  });
});
