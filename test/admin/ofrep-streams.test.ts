import { makeAdmin, type OfrepOptions } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { parseFlag, StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { FlagSets } from '../../packages/admin/src/ofrep/flag-sets.js';
import { scheduleState } from '../../packages/admin/src/ofrep/schedule-state.js';
import { StreamTickets } from '../../packages/admin/src/ofrep/stream-tickets.js';
import { type AdminServer, type Received, withServer } from './admin-server.js';
import { EventClient, type ReceivedEvent } from './event-client.js';

interface Stream {
  readonly type: string;
  readonly url?: string;
  readonly endpoint?: { readonly requestUri: string };
  readonly inactivityDelaySec: number;
}

interface Bulk {
  readonly flags: readonly { readonly key: string; readonly value: unknown }[];
  readonly eventStreams: readonly Stream[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

const evaluateAll = (server: AdminServer, query = '', headers = {}): Promise<Received<Bulk>> =>
  server.send<Bulk>(`/ofrep/v1/evaluate/flags${query}`, {
    method: 'POST',
    as: 'evaluator',
    body: { context: { targetingKey: 'alice' } },
    headers,
  });

/** The URL of the event stream, as a client makes it of a bulk answer. */
async function streamUrl(server: AdminServer): Promise<string> {
  const { json } = await evaluateAll(server);
  return server.origin + json.eventStreams[0]!.endpoint!.requestUri;
}

async function withClient(url: string, test: (client: EventClient) => Promise<void>): Promise<void> {
  const client = await EventClient.openUrl(url);
  try {
    await test(client);
  } finally {
    client.close();
  }
}

const refetch = async (client: EventClient): Promise<ReceivedEvent> => (await client.next('message'))!;

describe('the event streams of OFREP', () => {
  it('are named in a bulk answer, with a version of the flags', () =>
    withServer(
      async (server) => {
        const { json } = await evaluateAll(server);
        const [stream, ...others] = json.eventStreams;
        expect(others).to.deep.equal([]);
        expect(stream).to.include({ type: 'sse', inactivityDelaySec: 120 }).and.not.to.have.property('url');
        expect(stream!.endpoint!.requestUri).to.match(
          /^\/ofrep\/v1\/events\?ticket=[^&]+&since=[\da-f]{16}$/,
        );
        expect(json.metadata).to.have.all.keys('version');
      },
      { on: true },
    ));

  it('say when to evaluate again, as the protocol has it', () =>
    withServer(
      async (server) => {
        await withClient(await streamUrl(server), async (client) => {
          await server.flags.set('on', false);
          const { data, id } = await refetch(client);
          expect(data).to.deep.equal({ type: 'refetchEvaluation', etag: id });
          const again = await evaluateAll(server, `?flagConfigEtag=${id}`);
          expect(again.json.flags[0]).to.include({ key: 'on', value: false });
          expect(again.json.metadata).to.deep.equal({ version: id });
        });
      },
      { on: true },
    ));

  it('are open to a ticket, and to nothing else without a token', () =>
    withServer(
      async (server) => {
        const url = await streamUrl(server);
        for (const wrong of [url.replace('ticket=', 'ticket=x'), url.replace(/ticket=[^&]+/, 'ticket=')]) {
          expect((await fetch(wrong)).status, wrong).to.equal(401);
        }
        const ticket = new URL(url).searchParams.get('ticket')!;
        expect((await server.send(`/ofrep/v1/configuration?ticket=${ticket}`, { as: null })).status).to.equal(
          401,
        );
      },
      { on: true },
    ));

  it('begin with an event if the flags changed after the answer, also after a reconnection', () =>
    withServer(
      async (server) => {
        const url = await streamUrl(server);
        await server.flags.set('on', false);
        let last: string | undefined;
        await withClient(url, async (client) => {
          last = (await refetch(client)).id;
        });
        await server.flags.set('on', true);
        const client = await EventClient.openUrl(url, last);
        expect((await refetch(client)).id).not.to.equal(last);
        client.close();
      },
      { on: true },
    ));

  it('begin without an event if the client has the newest answers', () =>
    withServer(
      async (server) => {
        await withClient(await streamUrl(server), async (client) => {
          await server.flags.set('first', true);
          await server.flags.set('first', false);
          // Both came after the greeting: an event of the answers that the client has would be a third version.
          const { id } = await refetch(client);
          const { json } = await evaluateAll(server);
          expect(json.metadata['version']).to.equal(id);
        });
      },
      { on: true },
    ));

  it('are at another address if a proxy changes the path, or nowhere', async () => {
    const ofrep = { publicUrl: 'https://example.com/shop/flags', flagSetId: 'shop' };
    await withServer(
      async (server) => {
        const { json } = await evaluateAll(server);
        expect(json.eventStreams[0]!.url).to.match(
          /^https:\/\/example\.com\/shop\/flags\/ofrep\/v1\/events\?/,
        );
        expect(json.eventStreams[0]).not.to.have.property('endpoint');
        expect(json.metadata).to.include({ flagSetId: 'shop' });
        expect(json.flags[0]).to.deep.include({ metadata: { flagSetId: 'shop' } });
      },
      { on: true },
      { ofrep },
    );
    await withServer(
      async (server) => {
        expect((await evaluateAll(server)).json).not.to.have.property('eventStreams');
      },
      { on: true },
      { ofrep: { eventStreams: false } },
    );
  });

  it('are refused with a time to wait when there are too many from one client', () =>
    withServer(
      async (server) => {
        const url = await streamUrl(server);
        await withClient(url, async () => {
          const refused = await fetch(url);
          expect(refused.status).to.equal(503);
          expect(refused.headers.get('retry-after')).to.equal('5');
          expect(await refused.json()).to.include({
            code: 'TOO_MANY_STREAMS',
            detail: 'app at 127.0.0.1 has 1 open streams, which is the limit for one caller',
          });
        });
      },
      { on: true },
      { maxStreamsPerActor: 1 },
    ));

  it('end with the administration', () =>
    withServer(
      async (server) => {
        const client = await EventClient.openUrl(await streamUrl(server));
        server.admin.close();
        expect(await client.next('message')).to.equal(undefined);
      },
      { on: true },
    ));

  it('refuse options that are wrong, without showing the secret', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const make = (ofrep: OfrepOptions) => () => makeAdmin(flags, { authorize: () => undefined, ofrep });
    expect(make({ streamSecret: 'short-secret' }))
      .to.throw('option "streamSecret" must have at least 16 characters, but has 12')
      .and.to.have.property('message')
      .that.does.not.include('short-secret');
    expect(make({ publicUrl: 'https://example.com/' })).to.throw('a URL such as "https://example.com/flags"');
    expect(make({ eventStream: true } as never)).to.throw('did you mean eventStreams?');
  });
});

describe('an answer to a refetch', () => {
  it('has the change that another process has announced, before this process hears of it', async () => {
    const room = new RoomStore([['on', 'on']]);
    // Neither process gets a push, and neither polls within the test.
    const backend = (): StoreBackend => new StoreBackend(room, { pollMs: 3_600_000 });
    await withServer(
      (hearing) =>
        withServer(async (lagging) => {
          // There is one more read after the first, from when changes would be pushed.
          await lagging.flags.refresh();
          await evaluateAll(lagging);
          room.texts.set('on', 'off');
          await hearing.flags.refresh();
          const { json } = await evaluateAll(hearing);
          const version = json.metadata['version'];
          expect((await evaluateAll(lagging)).json.flags[0]).to.include({ value: true });
          const caughtUp = await evaluateAll(lagging, `?flagConfigEtag=${String(version)}`);
          expect(caughtUp.json.flags[0]).to.include({ value: false });
          expect(caughtUp.json.metadata).to.deep.equal({ version });
        }, backend()),
      backend(),
    );
  });
});

describe('the version of a set of flags', () => {
  const versions = async (
    seed: Record<string, unknown>,
    tags?: readonly string[],
  ): Promise<{ flags: FeatureFlags; version: () => Promise<string> }> => {
    const flags = await FeatureFlags.open(new MemoryBackend(seed as never), { logger: false });
    const sets = new FlagSets(flags);
    return { flags, version: () => sets.version(tags === undefined ? undefined : { tags }) };
  };

  it('is the same in every process, whatever the order of the flags', async () => {
    const one = await versions({ a: true, b: '25%' });
    const other = await versions({ b: '25%', a: true });
    expect(await one.version()).to.equal(await other.version());
    expect(await one.version()).not.to.equal(await (await versions({ a: '25%', b: true })).version());
  });

  it('changes with what the visible flags refer to and with overrides, and not with other flags', async () => {
    const { flags, version } = await versions(
      {
        shown: { tags: ['public'], requires: ['hidden'], rules: [{ when: { $segment: 'staff' } }] },
        hidden: { requires: ['deeper'] },
        deeper: true,
        other: true,
        '$segment.staff': { plan: 'pro' },
        '$segment.unused': { plan: 'pro' },
      },
      ['public'],
    );
    const seen = new Set([await version()]);
    const changed = async (): Promise<boolean> => seen.size < seen.add(await version()).size;
    await flags.set('other', false);
    await flags.set('$segment.unused', { plan: 'free' } as never);
    flags.override('other', true);
    expect(await changed()).to.equal(false);
    await flags.set('deeper', false);
    expect(await changed()).to.equal(true);
    await flags.set('$segment.staff', { plan: 'free' } as never);
    expect(await changed()).to.equal(true);
    flags.override('hidden', true);
    expect(await changed()).to.equal(true);
    await flags.set('shown', { tags: [] });
    expect(await changed()).to.equal(true);
  });
});

describe('what the time decides in a flag', () => {
  const stateAt = (definition: object): ((time: string) => string) => {
    const { flag } = parseFlag('x', JSON.stringify(definition));
    return (time) => scheduleState(flag!, Date.parse(time));
  };

  it('is which of its schedules hold', () => {
    const state = stateAt({
      rules: [
        { schedule: { from: '2026-12-01T08:00:00Z', until: '2026-12-02T08:00:00Z' } },
        { schedule: { days: ['tue'], between: ['09:00', '17:00'], timezone: 'Europe/Berlin' } },
        { when: { plan: 'pro' } },
      ],
    });
    expect(state('2026-12-01T07:59:59Z')).to.equal(state('2026-11-01T00:00:00Z'));
    // 1 December 2026 is a Tuesday; Berlin is an hour ahead.
    const times = ['07:59:59', '08:00:00', '15:59:59', '16:00:00'].map((time) =>
      state(`2026-12-01T${time}Z`),
    );
    expect(new Set(times).size).to.equal(3);
    expect(times[1]).to.equal(times[2]);
    expect(state('2026-12-02T08:00:00Z')).to.equal(state('2026-11-01T00:00:00Z'));
  });

  it('is the whole percent that a ramp has reached', () => {
    const state = stateAt({
      rules: [
        { rollout: { from: 0, to: 50, start: '2026-12-01T08:00:00Z', end: '2026-12-01T08:50:00Z' } },
        { rollout: 25 },
      ],
    });
    const times = ['07:00:00', '08:00:59', '08:01:00', '08:01:59', '08:49:00', '08:50:00', '09:00:00'];
    expect(times.map((time) => state(`2026-12-01T${time}Z`))).to.deep.equal(
      [0, 0, 1, 1, 49, 50, 50].map((percent) => `x  ${percent}`),
    );
  });
});

describe('the ticket of a stream', () => {
  const caller = { actor: 'shop', read: true, write: false, flags: { tags: ['public'] } };
  const HOUR = 3_600_000;

  it('proves who may evaluate what, and nothing else, for one to two hours', () => {
    let now = 10 * HOUR + 1;
    const tickets = new StreamTickets('a-secret-of-many-characters', () => now);
    const ticket = tickets.make(caller);
    expect(tickets.read(ticket)).to.deep.equal({
      access: { actor: 'shop', read: false, write: false, evaluate: true, flags: { tags: ['public'] } },
      expires: 12 * HOUR,
    });
    now += HOUR - 2;
    expect(tickets.make(caller)).to.equal(ticket);
    now += HOUR;
    expect(tickets.read(ticket)).to.have.property('expires');
    now += 2;
    expect(tickets.read(ticket)).to.equal(undefined);
    expect(tickets.make(caller)).not.to.equal(ticket);
  });

  it('is accepted by processes with the same secret only', () => {
    const ticket = new StreamTickets('a-secret-of-many-characters').make(caller);
    expect(new StreamTickets('a-secret-of-many-characters').read(ticket)).to.have.property('access');
    expect(new StreamTickets('another-secret-of-many').read(ticket)).to.equal(undefined);
    expect(new StreamTickets(undefined).read(ticket)).to.equal(undefined);
    for (const forged of ['', '.', 'W10.', `x${ticket}`, `${ticket}.x`.slice(1)]) {
      expect(new StreamTickets('a-secret-of-many-characters').read(forged), forged).to.equal(undefined);
    }
  });
});
