import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RedisBackend, type RedisClient } from '@halyard/redis';
import { expect } from 'chai';
import { Redis as Redis6 } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { createClient as createClient6 } from 'redis';
import { createClient as createClient5 } from 'redis5';
import { untilHolds } from '../support/backend-events.js';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';

const certificate = fileURLToPath(new URL('../support/certificates/localhost.pem', import.meta.url));
const key = certificate.replace('.pem', '.key.pem');
const ca = readFileSync(certificate);

describe('RedisBackend over TLS, with a certificate for the name', () => {
  let server: RedisServer;
  let port: number;
  before(async () => {
    port = await freePort();
    server = await RedisServer.start({
      config: [
        `tls-port ${port}`,
        `tls-cert-file ${certificate}`,
        `tls-key-file ${key}`,
        'tls-auth-clients no',
      ],
    });
  });
  beforeEach(() => server.cli('FLUSHALL'));
  after(() => server.stop());

  const clients: Readonly<Record<string, () => RedisClient>> = {
    'node-redis 6': () => createClient6({ socket: { tls: true, host: 'localhost', port, ca } }),
    'node-redis 5': () => createClient5({ socket: { tls: true, host: 'localhost', port, ca } }),
    'ioredis 6': () => new Redis6({ host: 'localhost', port, tls: { ca }, lazyConnect: true }),
    'ioredis 5': () => new Redis5({ host: 'localhost', port, tls: { ca }, lazyConnect: true }),
  };
  for (const [name, make] of Object.entries(clients)) {
    it(`is live over ${name}`, async () => {
      const backend = new RedisBackend(make());
      try {
        await backend.open();
        expect(backend.status()).to.include({ state: 'live' });
        await server.cli('HSET', 'feature_flags', 'a', 'on');
        await untilHolds(backend, { a: 'on' });
      } finally {
        await backend.close();
      }
    });
  }

  it('names a certificate that it does not trust', async () => {
    const backend = new RedisBackend(`rediss://localhost:${port}`);
    try {
      await backend.open();
      expect(backend.status().state).to.equal('failed');
      expect(backend.status().reason).to.match(/can't be reached \(self-signed certificate\)/);
    } finally {
      await backend.close();
    }
  });
});
