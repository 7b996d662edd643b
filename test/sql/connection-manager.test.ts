import { expect } from 'chai';
import {
  ConnectionManager,
  type ConnectionManagerOptions,
} from '../../packages/sql/src/connections/connection-manager.js';
import { until } from '../support/until.js';

/** A manager of connections that only count. */
function counting(options: Partial<ConnectionManagerOptions> = {}) {
  const counts = { opened: 0, ended: 0 };
  const manager = new ConnectionManager(
    async () => {
      counts.opened++;
      return { query: async () => [], end: () => void counts.ended++ };
    },
    { isAnswer: () => false, ...options },
  );
  return { counts, manager };
}

const { signal } = new AbortController();

describe('the connections to a database', () => {
  it('are one, for work that follows and for work at once', async () => {
    const { counts, manager } = counting();
    await Promise.all([1, 2, 3].map(() => manager.use(signal, async () => {})));
    await manager.use(signal, async () => {});
    expect(counts).to.deep.equal({ opened: 1, ended: 0 });
    manager.close();
    expect(counts).to.deep.equal({ opened: 1, ended: 1 });
  });

  it('end when they are not used for a while, and not before', async () => {
    const { counts, manager } = counting({ idleMs: 20 });
    let finish = (): void => {};
    const work = manager.use(signal, () => new Promise<void>((resolve) => (finish = resolve)));
    await manager.use(signal, () => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(counts).to.deep.equal({ opened: 1, ended: 0 });
    finish();
    await work;
    await until('it is ended', () => counts.ended === 1);
    await manager.use(signal, async () => {});
    expect(counts.opened).to.equal(2);
    manager.close();
  });

  it('end after a failure that is not an answer, and stay after one that is', async () => {
    const { counts, manager } = counting({ isAnswer: (error) => String(error).includes('answer') });
    const fail = (message: string): Promise<unknown> =>
      manager.use(signal, () => Promise.reject(new Error(message))).catch((error: unknown) => error);
    await fail('an answer');
    expect(counts).to.deep.equal({ opened: 1, ended: 0 });
    await fail('lost');
    expect(counts).to.deep.equal({ opened: 1, ended: 1 });
    manager.close();
  });

  it('end when the work is no longer awaited', async () => {
    const { counts, manager } = counting();
    const controller = new AbortController();
    const work = manager.use(controller.signal, () => new Promise(() => {})).catch((error: unknown) => error);
    await until('it is opened', () => counts.opened === 1);
    const late = new Error('late');
    controller.abort(late);
    expect(await work).to.equal(late);
    expect(counts.ended).to.equal(1);
  });

  it('are not made once it is closed', async () => {
    const { counts, manager } = counting();
    manager.close();
    const refused: unknown = await manager.use(signal, async () => {}).catch((error: unknown) => error);
    expect((refused as Error).cause).to.have.property('message', 'closed');
    expect(counts.opened).to.equal(0);
  });
});
