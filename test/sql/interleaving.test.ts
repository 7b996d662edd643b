import { SqlBackend } from '@halyard/sql';
import { expect } from 'chai';
import { texts, untilHolds } from '../support/backend-events.js';
import { libsqlDriver } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

/** Keeps back answers of the database until it is told to let them go. */
class Gate {
  #open = (): void => {};
  #reached = (): void => {};
  #closed: Promise<void> | undefined;

  /** Resolves once there is an answer to keep back. */
  close(): Promise<void> {
    this.#closed = new Promise((resolve) => (this.#open = resolve));
    return new Promise((resolve) => (this.#reached = resolve));
  }

  open(): void {
    this.#open();
    this.#closed = undefined;
  }

  async pass<T>(answer: T): Promise<T> {
    this.#reached();
    await this.#closed;
    return answer;
  }
}

describe('SqlBackend, when a read and a write overlap', () => {
  const suite = new SqlSuite(libsqlDriver);

  /** Its reads and its writes can each be held back after the database has done them. */
  async function open(): Promise<{ backend: SqlBackend; reads: Gate; writes: Gate }> {
    const [reads, writes] = [new Gate(), new Gate()];
    const backend = new SqlBackend(
      {
        dialect: 'sqlite',
        query: async (sql, params) => {
          const rows = await suite.sql(sql, params);
          return (sql.includes('feature_flags_write') ? writes : reads).pass(rows);
        },
      },
      { live: false, pollMs: 3_600_000 },
    );
    suite.defer(() => backend.close());
    await backend.open();
    return { backend, reads, writes };
  }

  it('ends with what is stored, although a later write was read before the write is confirmed', async () => {
    const { backend, writes } = await open();
    const stored = writes.close();
    const write = backend.set('a', '1%');
    await stored;
    await suite.change('a', '2%');
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ a: '2%' });
    writes.open();
    await write;
    await untilHolds(backend, { a: '2%' });
  });

  it('ends with what is stored, although a read that has a later write ends after the write is confirmed', async () => {
    const { backend, reads, writes } = await open();
    const stored = writes.close();
    const write = backend.set('a', '1%');
    await stored;
    await suite.change('a', '2%');
    const read = reads.close();
    const refreshed = backend.refresh();
    await read;
    writes.open();
    await write;
    reads.open();
    await refreshed;
    await untilHolds(backend, { a: '2%' });
  });
});
