import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { mock } from 'node:test';
import { ReloadSchedule } from '../../../packages/core/src/store/reload-schedule.js';

const POLL_MS = 15_000;

describe('when a replica reads its store again', () => {
  let now: number;
  let random: number;
  let reads: number[];
  let schedule: ReloadSchedule;

  beforeEach(() => {
    now = 0;
    reads = [];
    mock.method(performance, 'now', () => now);
    // In the middle of all jitter.
    random = 0.5;
    mock.method(Math, 'random', () => random);
    mock.timers.enable({ apis: ['setTimeout'] });
    schedule = new ReloadSchedule(() => {
      reads.push(now);
      schedule.begin();
    });
    schedule.begin();
  });

  afterEach(() => {
    schedule.end();
    mock.timers.reset();
    mock.restoreAll();
  });

  function pass(ms: number): void {
    for (let i = 0; i < ms; i++) {
      now++;
      mock.timers.tick(1);
    }
  }

  /** How often it reads in ten seconds, when something changes all the time and each read takes 10 ms. */
  function readsInAStorm(read: 'all' | 'changes'): number {
    const end = now + 10_000;
    while (now < end) {
      pass(10);
      schedule.succeeded(read, 10, POLL_MS);
      const before = reads.length;
      while (reads.length === before) {
        schedule.soon();
        pass(1);
      }
    }
    return reads.length;
  }

  it('does so at the poll interval', () => {
    schedule.succeeded('all', 10, POLL_MS);
    pass(POLL_MS - 1);
    expect(reads).to.deep.equal([]);
    pass(1);
    expect(reads).to.deep.equal([POLL_MS]);
  });

  it('does not so at once where the longest interval, jittered, is longer than a timer can wait', () => {
    random = 0.99;
    const waits: unknown[] = [];
    // Not by mock.method(), whose end would put the mocked timers back.
    const { setTimeout } = globalThis;
    globalThis.setTimeout = ((listener: () => void, ms: number) => {
      waits.push(ms);
      return setTimeout(listener, ms);
    }) as typeof setTimeout;
    schedule.succeeded('all', 10, 2 ** 31 - 1);
    globalThis.setTimeout = setTimeout;
    expect(waits).to.deep.equal([2 ** 31 - 1]);
  });

  it('does so at once when something changed after a quiet time', () => {
    schedule.succeeded('all', 10, POLL_MS);
    pass(1000);
    schedule.soon();
    expect(reads).to.deep.equal([1000]);
  });

  it('spends a tenth of the time reading in a storm of changes, and a second more at its beginning', () => {
    expect(readsInAStorm('all')).to.be.within(100, 112);
  });

  it('spends a quarter where a read brings no more than the changes', () => {
    expect(readsInAStorm('changes')).to.be.within(250, 276);
  });

  it('reads once more when something changed while it read', () => {
    schedule.soon();
    schedule.soon();
    schedule.succeeded('all', 10, POLL_MS);
    pass(100);
    expect(reads).to.have.length(1);
  });

  it('does so at the poll interval also where polls take so long that they are ahead of the pace', () => {
    for (let polls = 0; polls < 100; polls++) {
      pass(20);
      schedule.succeeded('all', 20, 20);
      pass(20);
    }
    schedule.soon();
    schedule.succeeded('all', 20, 20);
    reads = [];
    pass(20);
    expect(reads).to.have.length(1);
  });

  it('backs off from a store that fails, to two seconds at most', () => {
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      const failedAt = now;
      schedule.failed();
      pass(3000 - waits.length);
      waits.push(reads[i]! - failedAt);
      reads.length = i + 1;
    }
    expect(waits).to.deep.equal([100, 200, 400, 800, 1600, 2000, 2000]);
  });

  it('reads a store that failed as soon as it tells of a change, but not more than ten times a second', () => {
    for (let i = 0; i < 6; i++) {
      schedule.failed();
      pass(3000);
    }
    reads = [];
    schedule.failed();
    const failedAt = now;
    for (let i = 0; i < 99; i++) {
      schedule.soon();
      pass(1);
    }
    expect(reads).to.deep.equal([]);
    pass(1);
    expect(reads).to.deep.equal([failedAt + 100]);
  });

  it('never does so after its end', () => {
    schedule.succeeded('all', 10, POLL_MS);
    schedule.end();
    schedule.soon();
    pass(2 * POLL_MS);
    expect(reads).to.deep.equal([]);
  });
});
