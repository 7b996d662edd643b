import { bearerTokens } from '@halyard/admin';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { clientAddress } from '../../packages/admin/src/access/client-address.js';
import { TokenGuesses } from '../../packages/admin/src/access/token-guesses.js';
import { type Problem } from '../../packages/admin/src/http/problem.js';
import { TOKENS, withServer } from './admin-server.js';

const { signal } = new AbortController();

/** Guesses with a clock that stands still, which records each wait. */
function makeGuesses(): {
  admit: (from: string, token: string, isAccepted: boolean) => Promise<void>;
  waits: number[];
  logged: string[];
  clock: { now: number };
} {
  const waits: number[] = [];
  const logged: string[] = [];
  const clock = { now: 0 };
  const guesses = new TokenGuesses((address) => logged.push(address), {
    now: () => clock.now,
    wait: async (ms) => waits.push(ms),
  });
  return {
    admit: (from, token, isAccepted) => guesses.admit(from, token, isAccepted, signal),
    waits,
    logged,
    clock,
  };
}

describe('guesses of tokens', () => {
  it('wait longer and longer, one after another, and are refused in the end', async () => {
    const { admit, waits } = makeGuesses();
    for (let i = 0; i < 5; i++) await admit('a', `guess ${i}`, false);
    expect(waits).to.deep.equal([]);
    for (let i = 5; i < 11; i++) await admit('a', `guess ${i}`, false);
    expect(waits).to.deep.equal([100, 300, 700, 1500, 3100, 6300]);
    const refusal = await admit('a', 'guess 11', false).catch((error: unknown) => error as Problem);
    expect(refusal).to.include({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
    expect(refusal!.extras.headers).to.deep.equal({ 'Retry-After': '12' });
  });

  it('do not show by a fast answer that one was right', async () => {
    const { admit, waits } = makeGuesses();
    for (let i = 0; i < 6; i++) await admit('a', `guess ${i}`, false);
    await admit('a', 'right', true);
    expect(waits).to.deep.equal([100, 200]);
    await admit('a', 'right', true);
    expect(waits).to.have.length(2);
  });

  it('slow down no other address, and no token that the address has used before', async () => {
    const { admit, waits } = makeGuesses();
    await admit('a', 'right', true);
    for (let i = 0; i < 6; i++) await admit('a', `guess ${i}`, false);
    await admit('a', 'right', true);
    await admit('b', 'right', true);
    await admit('b', 'wrong', false);
    expect(waits).to.deep.equal([100]);
  });

  it('are not the repetitions of one old token', async () => {
    const { admit, waits } = makeGuesses();
    for (let i = 0; i < 100; i++) await admit('a', 'old', false);
    expect(waits).to.deep.equal([]);
  });

  it('are logged once for each address, and again after a quiet time', async () => {
    const { admit, logged, clock } = makeGuesses();
    for (const token of ['x', 'y', 'z']) {
      await admit('a', token, false);
      await admit('b', token, false);
    }
    expect(logged).to.deep.equal(['a', 'b']);
    clock.now = 600_001;
    await admit('a', 'x', false);
    expect(logged).to.deep.equal(['a', 'b', 'a']);
  });
});

describe('the address of a client', () => {
  it('is read from the request of each framework', () => {
    const socket = { remoteAddress: '192.0.2.1' };
    expect(clientAddress({ socket })).to.equal('192.0.2.1');
    expect(clientAddress({ ip: '192.0.2.2', socket })).to.equal('192.0.2.2');
    expect(clientAddress({ env: { incoming: { socket } } })).to.equal('192.0.2.1');
    expect(clientAddress({ ip: '::ffff:192.0.2.1' })).to.equal('192.0.2.1');
    expect(clientAddress(undefined)).to.equal(undefined);
    expect(clientAddress({ ip: 'text of a header' })).to.equal(undefined);
  });

  it('is the network for IPv6', () => {
    const network = '2001:db8:0:7::/64';
    for (const ip of ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::1', '2001:db8:0:7::']) {
      expect(clientAddress({ ip }), ip).to.equal(network);
    }
    expect(clientAddress({ ip: '::1' })).to.equal('0:0:0:0::/64');
    expect(clientAddress({ ip: 'fe80::1%eth0' })).to.equal('fe80:0:0:0::/64');
  });
});

describe('a server with tokens', () => {
  const access = { actor: 'ana', read: true, write: true };

  it('logs the address of unknown tokens and not the tokens', () => {
    const lines: string[] = [];
    const authorize = bearerTokens(
      { [TOKENS.writer]: access },
      { logger: { warn: (line) => lines.push(line) } },
    );
    return withServer(
      async (server) => {
        for (const token of ['guess-number-one', 'guess-number-two']) {
          const headers = { Authorization: `Bearer ${token}` };
          expect((await server.send('/api/v1/status', { headers })).status).to.equal(401);
        }
        expect((await server.send('/api/v1/status', { as: null })).status).to.equal(401);
        expect(lines).to.deep.equal([
          'halyard: an unknown token came from 127.0.0.1; more from there are not logged',
        ]);
      },
      {},
      { authorize },
    );
  });

  it('answers many guesses 429, and its users as always', () =>
    withServer(
      async (server) => {
        const controller = new AbortController();
        expect((await server.send('/api/v1/status')).status).to.equal(200);
        const refused = new Promise<Response>((resolve) => {
          for (let i = 0; i < 20; i++) {
            const headers = { Authorization: `Bearer guess-number-${i}` };
            fetch(`${server.origin}/api/v1/status`, { headers, signal: controller.signal }).then(
              (answer) => answer.status === 429 && resolve(answer),
              () => {},
            );
          }
        });
        expect((await refused).headers.get('retry-after')).to.match(/^1\d$/);
        expect((await server.send('/api/v1/status')).status).to.equal(200);
        controller.abort();
      },
      {},
      { authorize: bearerTokens({ [TOKENS.writer]: access }, { logger: false }) },
    ));
});
