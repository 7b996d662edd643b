import { RemoteBackend } from '@halyard/stores/remote';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { TOKENS } from '../../admin/admin-server.js';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { until } from '../../support/until.js';
import { Upstream } from './upstream.js';

describe('two Halyards behind one address', () => {
  const good = new Upstream({ flag: 'on' });
  const cutOff = new Upstream({ flag: 'on' });
  let backend: RemoteBackend;

  /** Events come from one of them, exports from the other one. */
  beforeEach(async () => {
    for (const upstream of [good, cutOff]) {
      upstream.store.shut = undefined;
      upstream.store.texts.set('flag', 'on');
      await upstream.start();
    }
    backend = new RemoteBackend(good.url, {
      token: TOKENS.writer,
      pollMs: 3_600_000,
      livePollMs: 3_600_000,
      fetch: (input, init) => {
        const url = input as URL;
        if (url.pathname.endsWith('/events')) return fetch(url, init);
        return fetch(new URL(url.pathname + url.search, cutOff.url), init);
      },
    });
    await backend.open();
    await untilState(backend, 'live');
  });

  afterEach(async () => {
    await backend.close();
    for (const upstream of [good, cutOff]) await upstream.kill();
  });

  async function cut(): Promise<void> {
    cutOff.store.shut = new Error('no route to the room');
    cutOff.store.watcher!.changed();
    await until('it is cut off', () => cutOff.flags.status().state === 'stale');
  }

  it('have a flip read again that one told and the other one did not know yet', async () => {
    good.store.change('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    cutOff.store.change('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
  });

  it('have a flip kept that the one with the events told, and the one that is cut off does not know', async () => {
    await cut();
    good.store.change('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: 'off' });
    expect(backend.status().state).to.equal('live');
    cutOff.store.shut = undefined;
    cutOff.store.texts.set('flag', '25%');
    cutOff.store.watcher!.changed();
    await until('it is back', () => cutOff.flags.status().state === 'live');
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: '25%' });
  });

  it('are not taken for up to date when events were lost, until one answers that is', async () => {
    await cut();
    await good.kill();
    good.store.change('flag', 'off');
    cutOff.store.texts.set('flag', 'off');
    await good.start();
    await untilState(backend, 'stale', /the answer is that of a Halyard that is in trouble itself/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    cutOff.store.shut = undefined;
    cutOff.store.watcher!.changed();
    await untilHolds(backend, { flag: 'off' });
    await untilState(backend, 'live');
  });
});
