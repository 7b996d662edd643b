import { unlessAborted } from '@halyard/core/store';
import { expect } from 'chai';

describe('unlessAborted', () => {
  const never = new Promise<never>(() => {});
  const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

  it('settles as the work does', async () => {
    const { signal } = new AbortController();
    const error = new Error('failed');
    expect(await unlessAborted(signal, Promise.resolve(1))).to.equal(1);
    expect(await caught(unlessAborted(signal, Promise.reject(error)))).to.equal(error);
  });

  it('rejects with the reason as soon as the signal aborts, and at once where it has', async () => {
    const controller = new AbortController();
    const reason = new Error('over');
    const waiting = caught(unlessAborted(controller.signal, never));
    controller.abort(reason);
    expect(await waiting).to.equal(reason);
    expect(await caught(unlessAborted(controller.signal, never))).to.equal(reason);
  });

  it('leaves no rejection of the work unhandled after the signal has aborted', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): number => unhandled.push(error);
    process.on('unhandledRejection', note);
    try {
      await caught(unlessAborted(AbortSignal.abort(new Error('over')), Promise.reject(new Error('late'))));
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).to.deep.equal([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });
});
