import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EventRing } from '../../packages/admin/src/events/event-ring.js';
import { LiveEvents, type LiveEventsOptions } from '../../packages/admin/src/events/live-events.js';
import { StreamLimits } from '../../packages/admin/src/events/stream-limits.js';

const bytes = (length: number) => (): Uint8Array => new Uint8Array(length);

describe('the ring of events', () => {
  it('gives what came after an event, while it has all of that', () => {
    const ring = new EventRing({ events: 3, bytes: 100 });
    const start = ring.lastId;
    const [first, second, third] = [ring.add(bytes(1)), ring.add(bytes(1)), ring.add(bytes(1))];
    expect(ring.since(start)).to.deep.equal([first, second, third]);
    expect(ring.since(second.id)).to.deep.equal([third]);
    expect(ring.since(third.id)).to.deep.equal([]);
    ring.add(bytes(1));
    expect(ring.since(start)).to.equal(undefined);
    expect(ring.since(first.id)).to.have.length(3);
  });

  it('is bounded in bytes too', () => {
    const ring = new EventRing({ events: 1000, bytes: 100 });
    const start = ring.lastId;
    const first = ring.add(bytes(60));
    const second = ring.add(bytes(60));
    expect(ring.since(start)).to.equal(undefined);
    expect(ring.since(first.id)).to.deep.equal([second]);
    ring.add(bytes(101));
    expect(ring.since(second.id)).to.equal(undefined);
    expect(ring.since(ring.lastId)).to.deep.equal([]);
  });

  it('rejects ids of another ring, of the future and without a ring', () => {
    const ring = new EventRing({ events: 3, bytes: 100 });
    const other = new EventRing({ events: 3, bytes: 100 });
    ring.add(bytes(1));
    other.add(bytes(1));
    for (const id of [other.lastId, `${ring.lastId}0`, '', '-', ring.lastId.replace('-', '')]) {
      expect(ring.since(id), id).to.equal(undefined);
    }
  });
});

const limits = new StreamLimits({ total: 10, perActor: 10 });

describe('a stream of events', () => {
  const withEvents = async (
    options: Partial<LiveEventsOptions>,
    test: (events: LiveEvents, flags: FeatureFlags) => Promise<void>,
  ): Promise<void> => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const events = new LiveEvents(flags, { describe: ({ name }) => ({ name }), limits, ...options });
    try {
      await test(events, flags);
    } finally {
      events.close();
    }
  };

  it('gets a sign of life while nothing happens', () =>
    withEvents({ heartbeatMs: 5 }, async (events) => {
      const reader = events.open('ana', undefined).pipeThrough(new TextDecoderStream()).getReader();
      let seen = '';
      while (!seen.endsWith('\n: \n\n')) seen += (await reader.read()).value;
      await reader.cancel();
    }));

  it('ends after a while, so that its client has to prove again that it may read', () =>
    withEvents({ heartbeatMs: 5, lifetimeMs: 20 }, async (events) => {
      const reader = events.open('ana', undefined).getReader();
      while (!(await reader.read()).done);
      expect(events.open('ana', undefined)).to.be.instanceOf(ReadableStream);
    }));

  it('gets an unannounced state of a backend after another stream has got it', async () => {
    const backend = new MemoryBackend();
    const status = backend.status();
    const flags = await FeatureFlags.open(backend);
    const events = new LiveEvents(flags, { describe: () => ({}), limits });
    const reader = events.open('ana', undefined).pipeThrough(new TextDecoderStream()).getReader();
    backend.status = () => ({ ...status, state: 'stale', reason: 'unplugged' });
    events.open('ana', undefined);
    let seen = '';
    while (!seen.includes('unplugged')) seen += (await reader.read()).value;
    await reader.cancel();
    events.close();
  });

  it('makes room for another when its client goes', () =>
    withEvents({ limits: new StreamLimits({ total: 1, perActor: 1 }) }, async (events) => {
      const ana = { actor: 'ana', write: true };
      const first = events.open('ana', undefined);
      expect(events.refusal(ana)).to.be.a('string');
      await first.cancel();
      expect(events.refusal(ana)).to.equal(undefined);
    }));

  it('gets the changes of a short time as one chunk, with each flag once', () =>
    withEvents({}, async (events, flags) => {
      const reader = events.open('ana', undefined).pipeThrough(new TextDecoderStream()).getReader();
      for (let seen = ''; !seen.includes('event: status');) seen += (await reader.read()).value;
      await flags.set('alpha', '1%');
      await flags.set('beta', true);
      await flags.set('alpha', '2%');
      const { value = '' } = await reader.read();
      expect(value.match(/^data: .*$/gm)).to.deep.equal(['data: {"name":"alpha"}', 'data: {"name":"beta"}']);
      await reader.cancel();
    }));

  it('begins after the changes that are not sent yet', () =>
    withEvents({}, async (events, flags) => {
      const before = events.lastId;
      await flags.set('alpha', true);
      const reader = events.open('ana', before).pipeThrough(new TextDecoderStream()).getReader();
      await flags.set('beta', true);
      let seen = '';
      while (!seen.includes('beta')) seen += (await reader.read()).value;
      expect(seen.match(/alpha/g)).to.have.length(1);
      await reader.cancel();
    }));
});

describe('changes that are made together', () => {
  it('are sent together, and only the last has an id', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ one: true }));
    const events = new LiveEvents(flags, { describe: ({ name }) => ({ name }), limits });
    const start = events.lastId;
    await flags.setMany({ one: false, two: true, three: true });
    const reader = events.open('ana', start).pipeThrough(new TextDecoderStream()).getReader();
    const { value: sent } = await reader.read();
    const change = (name: string): string => `event: change\ndata: {"name":"${name}"}\n`;
    expect(sent).to.equal(`${change('one')}\n${change('two')}\n${change('three')}id: ${events.lastId}\n\n`);
    await reader.cancel();
    events.close();
  });
});
