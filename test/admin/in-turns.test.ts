import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'mocha';
import { inTurns } from '../../packages/admin/src/in-turns.js';
import { withServer } from './admin-server.js';

/** Works for longer than the share of one turn. */
function work(): void {
  const until = performance.now() + 11;
  while (performance.now() < until);
}

/** Counts the turns of the event loop. */
class Turns {
  count = 0;
  #immediate = setImmediate(() => this.#next());

  #next(): void {
    this.count++;
    this.#immediate = setImmediate(() => this.#next());
  }

  stop(): void {
    clearImmediate(this.#immediate);
  }
}

const { signal } = new AbortController();

describe('long work', () => {
  it('lets other work run after each share', async () => {
    const order: string[] = [];
    const step = (item: string): void => {
      if (item === 'first') setImmediate(() => order.push('other work'));
      work();
      order.push(item);
    };
    await inTurns(['first', 'second'], step, signal);
    expect(order).to.deep.equal(['first', 'other work', 'second']);
  });

  it('of many requests has one share for all of them in each turn', async () => {
    const turns = new Turns();
    const worked: number[] = [];
    const step = (): void => {
      work();
      worked.push(turns.count);
    };
    await Promise.all([1, 2, 3].map(() => inTurns([1, 2], step, signal)));
    turns.stop();
    expect(worked).to.have.length(6);
    expect(new Set(worked)).to.have.property('size', 6);
  });

  it('does not delay short work until its end', async () => {
    const order: string[] = [];
    const long = inTurns([1, 2, 3], work, signal).then(() => order.push('long'));
    const short = inTurns([1, 2, 3], () => {}, signal).then(() => order.push('short'));
    await Promise.all([long, short]);
    expect(order).to.deep.equal(['short', 'long']);
  });

  it('ends where its client has gone', async () => {
    const controller = new AbortController();
    const done: number[] = [];
    const ended = inTurns(
      [1, 2, 3],
      (item) => {
        work();
        done.push(item);
        controller.abort(new Error('gone'));
      },
      controller.signal,
    ).catch((error: unknown) => (error as Error).message);
    expect(await ended).to.equal('gone');
    expect(done).to.deep.equal([1]);
  });
});

describe('a bulk evaluation', () => {
  it('lets other requests be answered before its end', () =>
    withServer(
      async (server) => {
        const order: string[] = [];
        const evaluated = (): void => {
          if (order.length === 0) setImmediate(() => order.push('other work'));
          work();
          order.push('flag');
        };
        subscribe('halyard:evaluation', evaluated);
        const { status, json } = await server.send<{ flags: object[] }>('/ofrep/v1/evaluate/flags', {
          method: 'POST',
          body: {},
        });
        unsubscribe('halyard:evaluation', evaluated);
        expect(status).to.equal(200);
        expect(json.flags).to.have.length(3);
        expect(order).to.deep.equal(['flag', 'other work', 'flag', 'flag']);
      },
      { a: true, b: true, c: true },
    ));

  it('answers from one snapshot, whatever is flipped meanwhile', () =>
    withServer(
      async (server) => {
        const evaluated = (message: unknown): void => {
          work();
          if ((message as { evaluation: { flag: string } }).evaluation.flag !== 'a') return;
          void server.flags.set('c', false);
          void server.flags.delete('b');
        };
        subscribe('halyard:evaluation', evaluated);
        const { json } = await server.send<{ flags: { key: string; value: boolean }[] }>(
          '/ofrep/v1/evaluate/flags',
          { method: 'POST', body: {} },
        );
        unsubscribe('halyard:evaluation', evaluated);
        expect(json.flags.map(({ key, value }) => [key, value])).to.deep.equal([
          ['a', true],
          ['b', true],
          ['c', true],
        ]);
        expect(server.flags.isEnabled('c')).to.equal(false);
      },
      { a: true, b: true, c: true },
    ));
});
