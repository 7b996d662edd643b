import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EventRing } from '../../packages/admin/src/events/event-ring.js';
import { LiveEvents, type LiveEventsOptions } from '../../packages/admin/src/events/live-events.js';

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

describe('a stream of events', () => {
  const withEvents = async (
    options: Partial<LiveEventsOptions>,
    test: (events: LiveEvents) => Promise<void>,
  ): Promise<void> => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const events = new LiveEvents(flags, { describe: ({ name }) => ({ name }), maxStreams: 10, ...options });
    try {
      await test(events);
    } finally {
      events.close();
    }
  };

  it('gets a sign of life while nothing happens', () =>
    withEvents({ heartbeatMs: 5 }, async (events) => {
      const reader = events.open(undefined)!.pipeThrough(new TextDecoderStream()).getReader();
      let seen = '';
      while (!seen.endsWith('\n: \n\n')) seen += (await reader.read()).value;
      await reader.cancel();
    }));

  it('ends after a while, so that its client has to prove again that it may read', () =>
    withEvents({ heartbeatMs: 5, lifetimeMs: 20 }, async (events) => {
      const reader = events.open(undefined)!.getReader();
      while (!(await reader.read()).done);
      expect(events.open(undefined)).to.be.instanceOf(ReadableStream);
    }));

  it('gets an unannounced state of a backend after another stream has got it', async () => {
    const backend = new MemoryBackend();
    const status = backend.status();
    const flags = await FeatureFlags.open(backend);
    const events = new LiveEvents(flags, { describe: () => ({}), maxStreams: 10 });
    const reader = events.open(undefined)!.pipeThrough(new TextDecoderStream()).getReader();
    backend.status = () => ({ ...status, state: 'stale', reason: 'unplugged' });
    events.open(undefined);
    let seen = '';
    while (!seen.includes('unplugged')) seen += (await reader.read()).value;
    await reader.cancel();
    events.close();
  });

  it('makes room for another when its client goes', () =>
    withEvents({ maxStreams: 1 }, async (events) => {
      const first = events.open(undefined)!;
      expect(events.open(undefined)).to.equal(undefined);
      await first.cancel();
      expect(events.open(undefined)).to.be.instanceOf(ReadableStream);
    }));
});
