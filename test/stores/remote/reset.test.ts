import { RemoteBackend } from '@halyard/stores/remote';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { until } from '../../support/until.js';

/** A server whose answers the test gives one by one. */
class ScriptedUpstream {
  /** The export and its ETag. */
  document = { tag: '"1"', flags: { a: 'on', b: 'on' } as Record<string, string> };
  /** Whether exports wait. */
  holds = false;
  readonly held: (() => void)[] = [];
  events: ServerResponse | undefined;
  readonly server: Server = createServer((request, response) => {
    if (request.url!.startsWith('/api/v1/events')) {
      this.events = response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('id: 0\n\n');
      return;
    }
    const answer = (): void => {
      const isKnown = request.headers['if-none-match'] === this.document.tag;
      response.writeHead(isKnown ? 304 : 200, { ETag: this.document.tag });
      response.end(isKnown ? undefined : JSON.stringify(this.document.flags));
    };
    if (this.holds) this.held.push(answer);
    else answer();
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('a followed Halyard that has lost events', () => {
  it('has its export believed, and not what it told before', async () => {
    const upstream = new ScriptedUpstream();
    const backend = new RemoteBackend(await upstream.start(), { livePollMs: 3_600_000 });
    try {
      await backend.open();
      await untilState(backend, 'live');
      await until('the events are followed', () => upstream.events !== undefined);
      upstream.holds = true;
      const refreshed = backend.refresh();
      await until('the export is asked for', () => upstream.held.length > 0);
      upstream.events!.write('id: 1\nevent: change\ndata: {"name":"a","flag":{"name":"a","text":"1%"}}\n\n');
      await untilHolds(backend, { a: '1%', b: 'on' });
      upstream.events!.write('event: reset\ndata: {}\n\n');
      upstream.document = { tag: '"2"', flags: { b: 'on' } };
      upstream.holds = false;
      for (const answer of upstream.held) answer();
      await refreshed;
      await untilHolds(backend, { b: 'on' });
      await backend.refresh();
      expect(texts(backend)).to.deep.equal({ b: 'on' });
    } finally {
      await backend.close();
      upstream.stop();
    }
  });
});
