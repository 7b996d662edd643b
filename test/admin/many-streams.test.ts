import { makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { until } from '../support/until.js';
import { authorize, TOKENS } from './admin-server.js';
import { EventClient } from './event-client.js';

interface Running {
  readonly flags: FeatureFlags;
  readonly origin: string;
  readonly port: number;
  /** How many connections the server has. */
  connections(): Promise<number>;
}

async function withStreams(test: (running: Running) => Promise<void>): Promise<void> {
  const flags = await FeatureFlags.open(new MemoryBackend());
  const admin = makeAdmin(flags, { authorize });
  const server: Server = createServer(admin.node);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connections = promisify(server.getConnections.bind(server));
  try {
    await test({ flags, port, origin: `http://127.0.0.1:${port}`, connections });
  } finally {
    admin.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Opens a stream and never reads a byte of it. */
function deafClient(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}).pause();
  socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKENS.reader}\r\n\r\n`);
  return socket;
}

describe('1,000 open streams', () => {
  it('all get each change', () =>
    withStreams(async ({ flags, origin }) => {
      const clients = await Promise.all(Array.from({ length: 1000 }, () => EventClient.open(origin)));
      await Promise.all(clients.map((client) => client.next('status')));
      const seen = Promise.all(clients.map(async (client) => (await client.next('change'))!.data['name']));
      await flags.set('alpha', true);
      expect(new Set(await seen)).to.deep.equal(new Set(['alpha']));
      for (const client of clients) client.close();
    })).timeout(60_000);
});

describe('clients that do not read', () => {
  it('are dropped, use bounded memory, and do not affect other clients', () =>
    withStreams(async ({ flags, origin, port, connections }) => {
      const reading = await EventClient.open(origin);
      await reading.next('status');
      const deaf = Array.from({ length: 30 }, () => deafClient(port));
      await until('all are connected', async () => (await connections()) === 31);
      const before = process.memoryUsage().arrayBuffers;
      let peak = 0;
      let changes = 0;
      // What sockets hold is the system's and differs: so many changes are made until all are gone.
      while ((await connections()) > 1 && changes < 2000) {
        await flags.set('large', { description: `${changes++} ${'x'.repeat(50_000)}` });
        expect((await reading.next('change'))!.data).to.include({ name: 'large' });
        peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
      }
      expect(await connections()).to.equal(1);
      // Had each had its own queue of 2 MiB, and another in its response, it would be more than 100 MiB.
      expect(peak).to.be.lessThan(64 * 1024 * 1024);
      for (const socket of deaf) socket.destroy();
      reading.close();
    })).timeout(60_000);

  it('get what they missed when they come back', () =>
    withStreams(async ({ flags, origin }) => {
      const client = await EventClient.open(origin);
      await client.next('status');
      const { lastId } = client;
      client.close();
      await flags.set('alpha', true);
      const again = await EventClient.open(origin, lastId);
      expect((await again.next('change'))!.data).to.include({ name: 'alpha' });
      again.close();
    }));
});
