import { expect } from 'chai';
import { WorkQueue } from '../../../packages/core/src/base/work-queue.js';

/** Work that takes several slices, and notes its first and last step. */
function* long(name: string, steps: string[]): Generator<void, string> {
  steps.push(`${name} begins`);
  for (const end = performance.now() + 20; performance.now() < end;) yield;
  steps.push(`${name} ends`);
  return name;
}

describe('A queue of work', () => {
  it('does short work before it returns', async () => {
    const queue = new WorkQueue();
    const done: number[] = [];
    const results = [1, 2].map((number) =>
      queue.run(function* () {
        yield;
        done.push(number);
        return number;
      }),
    );
    expect(done).to.deep.equal([1, 2]);
    expect(await Promise.all(results)).to.deep.equal([1, 2]);
  });

  it('does long work in turns of the event loop, and one piece after the other', async () => {
    const queue = new WorkQueue();
    const steps: string[] = [];
    const results = [queue.run(() => long('first', steps)), queue.run(() => long('second', steps))];
    setImmediate(() => steps.push('a turn'));
    expect(await Promise.all(results)).to.deep.equal(['first', 'second']);
    expect(steps).to.deep.equal(['first begins', 'a turn', 'first ends', 'second begins', 'second ends']);
  });

  it('rejects with what a step throws, and does the next piece all the same', async () => {
    const queue = new WorkQueue();
    const failed = queue.run(function* () {
      yield;
      throw new Error('no');
    });
    const steps: string[] = [];
    expect(await failed.catch((error: Error) => error.message)).to.equal('no');
    expect(await queue.run(() => long('next', steps))).to.equal('next');
  });
});
