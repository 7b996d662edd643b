import { HalyardError } from '@halyard/core';
import { conflictError, writeInOrder } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('writing one flag after another', () => {
  const changes = ['a', 'b', 'c'].map((name) => ({ name, text: 'on' }));
  const { signal } = new AbortController();

  /** Writes the changes; `stop` rejects the one that it names. */
  async function written(
    stop: string | undefined,
    cause: unknown,
  ): Promise<{ names: string[]; error: unknown }> {
    const names: string[] = [];
    const error: unknown = await writeInOrder(changes, signal, async ({ name }) => {
      if (name === stop) throw cause;
      names.push(name);
    }).catch((thrown: unknown) => thrown);
    return { names, error };
  }

  it('keeps the order', async () => {
    expect(await written(undefined, undefined)).to.deep.equal({ names: ['a', 'b', 'c'], error: undefined });
  });

  it('rejects with the error as it is when nothing was stored', async () => {
    const cause = conflictError('a', 'off');
    expect(await written('a', cause)).to.deep.equal({ names: [], error: cause });
  });

  it('stops at the first failure and says what was not stored', async () => {
    const { names, error } = await written('b', new Error('disk full'));
    expect(names).to.deep.equal(['a']);
    expect(error).to.include({
      code: 'STORE_FAILED',
      message: 'a part was stored, but not flags "b" and "c": disk full',
    });
  });

  it('says that the outcome is unknown when that of the failed one is', async () => {
    const { error } = await written('c', new HalyardError('UNKNOWN_OUTCOME', 'no answer'));
    expect(error).to.include({
      code: 'UNKNOWN_OUTCOME',
      message: 'a part was stored, but not flag "c": no answer',
    });
  });

  it('stops when the answer is no longer awaited', async () => {
    const controller = new AbortController();
    const names: string[] = [];
    const writing = writeInOrder(changes, controller.signal, async ({ name }) => {
      names.push(name);
      controller.abort(new Error('late'));
    });
    const error: unknown = await writing.catch((thrown: unknown) => thrown);
    expect(names).to.deep.equal(['a']);
    expect(error).to.have.property('notStored').that.deep.equals(['b', 'c']);
  });
});
