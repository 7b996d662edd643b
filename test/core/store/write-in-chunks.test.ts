import { inChunks, writeInChunks } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('a list in chunks', () => {
  const chunks = (items: readonly number[], limits: { items: number; size: number }): number[][] =>
    Array.from(inChunks(items, { ...limits, sizeOf: (item) => item }), (chunk) => [...chunk]);

  it('has no more items, and no larger ones, than the limits say', () => {
    expect(chunks([1, 1, 1, 1, 1], { items: 2, size: 10 })).to.deep.equal([[1, 1], [1, 1], [1]]);
    expect(chunks([4, 4, 3, 10, 1], { items: 9, size: 10 })).to.deep.equal([[4, 4], [3], [10], [1]]);
  });

  it('has a chunk for an item that is too large, and none for an empty list', () => {
    expect(chunks([1, 99, 1], { items: 9, size: 10 })).to.deep.equal([[1], [99], [1]]);
    expect(chunks([], { items: 9, size: 10 })).to.deep.equal([]);
  });
});

describe('writing chunk after chunk', () => {
  const changes = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, text: 'on' }));
  const limits = { items: 2, size: Infinity, sizeOf: () => 0 };

  it('says what was not stored: the chunk that failed, and those after it', async () => {
    const cause = new Error('disk full');
    const { signal } = new AbortController();
    const failing = (at: string): Promise<unknown> =>
      writeInChunks(changes, limits, signal, async ([first]) => {
        if (first!.name === at) throw cause;
      }).catch((error: unknown) => error);
    expect(await failing('a')).to.equal(cause);
    expect(await failing('c')).to.deep.include({ notStored: ['c', 'd', 'e'], cause });
  });

  it('writes no further chunk once it is aborted', async () => {
    const controller = new AbortController();
    const written: string[] = [];
    const error: unknown = await writeInChunks(changes, limits, controller.signal, async (chunk) => {
      written.push(...chunk.map(({ name }) => name));
      controller.abort(new Error('late'));
    }).catch((thrown: unknown) => thrown);
    expect(written).to.deep.equal(['a', 'b']);
    expect(error).to.deep.include({ notStored: ['c', 'd', 'e'] });
  });
});
