import { expect } from 'chai';
import {
  afterAnnouncement,
  announcesAsFound,
} from '../../packages/redis/src/announced/after-announcement.js';
import { afterPoll } from '../../packages/redis/src/announced/after-poll.js';
import { differences, judgeRead } from '../../packages/redis/src/announced/comparison.js';
import {
  MAX_GAP,
  type MessageHeader,
  afterFilling,
  judge,
} from '../../packages/redis/src/announced/judge-message.js';
import { ReadPace, slotDelay } from '../../packages/redis/src/announced/pacing.js';
import type { Position } from '../../packages/redis/src/announced/position.js';
import { SLOTS, SLOT_EXPIRY_MS, slotToTake } from '../../packages/redis/src/announced/slots.js';

const at = (number: number, head = `tag ${number}`, epoch = 5): Position => ({ epoch, number, head });
const next: MessageHeader = { epoch: 5, number: 8, previous: 'tag 7', tag: 'tag 8', hasTexts: true };

describe('A message with a valid tag', () => {
  const judged = (changes: Partial<MessageHeader>): string => judge(at(7), { ...next, ...changes });

  it('is applied if it continues number and head', () => {
    expect(judged({})).to.equal('apply');
  });

  it('is read from the log if it brings no texts, or others are missing before it', () => {
    expect(judged({ hasTexts: false })).to.equal('gap');
    expect(judged({ number: 9, previous: 'tag 8' })).to.equal('gap');
    expect(judged({ number: 7 + MAX_GAP })).to.equal('gap');
  });

  it('is ignored if it was applied before, however often it is published again', () => {
    expect(judged({ number: 3, previous: 'tag 2', tag: 'tag 3' })).to.equal('known');
    expect(judged({ number: 7, previous: 'tag 6', tag: 'tag 7' })).to.equal('known');
  });

  it('causes no more than a poll if it is of an earlier epoch, or has the number of another message', () => {
    expect(judged({ epoch: 4 })).to.equal('doubt');
    expect(judged({ epoch: 4, number: 900 })).to.equal('doubt');
    expect(judged({ number: 7, tag: 'of a lost timeline' })).to.equal('doubt');
  });

  it('has everything read again if it is of a later epoch, far ahead, or continues another head', () => {
    expect(judged({ epoch: 6, number: 1 })).to.equal('restart');
    expect(judged({ number: 8 + MAX_GAP })).to.equal('restart');
    expect(judged({ previous: 'of a lost timeline' })).to.equal('restart');
  });

  it('has everything read if there is no position', () => {
    expect(judge(undefined, next)).to.equal('restart');
  });
});

describe('The log', () => {
  it('has filled a gap if it had every entry', () => {
    expect(afterFilling(at(9), 9)).to.equal('done');
    expect(afterFilling(at(10), 9)).to.equal('done');
    expect(afterFilling(at(8), 9)).to.equal('restart');
  });
});

describe('A watch read', () => {
  it('is compared once every message up to its number is applied', () => {
    expect(judgeRead(at(7), at(7), at(8))).to.equal('wait');
    expect(judgeRead(at(7), at(8), at(8))).to.equal('compare');
    expect(judgeRead(at(7), at(9), at(8))).to.equal('compare');
  });

  it('has everything read again if it shows another shadow than the one that is followed', () => {
    expect(judgeRead(at(7), at(7), at(7, 'tag 7', 6))).to.equal('restart');
    expect(judgeRead(at(7), at(7), at(7, 'other'))).to.equal('restart');
    expect(judgeRead(at(7), at(9), at(7, 'other'))).to.equal('restart');
    expect(judgeRead(at(7), at(9), at(9, 'other'))).to.equal('restart');
    expect(judgeRead(at(7), at(9), at(6))).to.equal('restart');
  });

  it('finds the names whose texts differ, with the text in the hash', () => {
    const hash = new Map([
      ['same', 'on'],
      ['changed', 'on'],
      ['added', ''],
    ]);
    const memory = new Map([
      ['same', 'on'],
      ['changed', 'off'],
      ['gone', 'on'],
    ]);
    expect(differences(hash, memory)).to.deep.equal([
      { name: 'changed', text: 'on' },
      { name: 'added', text: '' },
      { name: 'gone', text: undefined },
    ]);
    expect(differences(hash, hash)).to.deep.equal([]);
    expect(differences(new Map(), memory)).to.have.length(3);
  });
});

describe('After an announcement', () => {
  const reply = { outdated: false, epoch: 5, number: 8 };

  it('a watcher waits for its number', () => {
    expect(afterAnnouncement(at(7), reply, true)).to.equal('wait');
    expect(afterAnnouncement(at(7), reply, false)).to.equal('wait');
    expect(afterAnnouncement(at(9, '', 4), reply, false)).to.equal('wait');
  });

  it('a watcher that has what it announced is done', () => {
    expect(afterAnnouncement(at(8), reply, false)).to.equal('done');
    expect(afterAnnouncement(at(9), reply, false)).to.equal('done');
  });

  it('a watcher that still differs at exactly that number has the shadow made anew', () => {
    expect(afterAnnouncement(at(8), reply, true)).to.equal('reset');
    expect(afterAnnouncement(at(9), reply, true)).to.equal('read');
  });

  it('a watcher whose text was outdated reads again, and never resets', () => {
    expect(afterAnnouncement(at(8), { ...reply, outdated: true }, true)).to.equal('read');
  });

  it('a watcher announces what the hash holds at the third attempt', () => {
    expect([1, 2, 3, 4].map(announcesAsFound)).to.deep.equal([false, false, true, true]);
  });
});

describe('After a poll', () => {
  const lengths = { hashLength: 2, shadowLength: 2 };

  it('nothing is to be done if nothing has changed, or a message has overtaken the reply', () => {
    expect(afterPoll(at(7), at(7), { position: at(7), ...lengths })).to.equal('none');
    expect(afterPoll(at(7), at(9), { position: at(8), ...lengths })).to.equal('none');
  });

  it('missing messages are read from the log', () => {
    expect(afterPoll(at(7), at(7), { position: at(8), ...lengths })).to.equal('fill');
  });

  it('hash and memory are compared if hash and shadow have different lengths', () => {
    expect(afterPoll(at(7), at(7), { position: at(7), hashLength: 3, shadowLength: 2 })).to.equal('compare');
    const broken = { position: at(7), hashLength: 3, shadowLength: undefined };
    expect(afterPoll(at(7), at(7), broken)).to.equal('compare');
  });

  it('everything is read again if the shadow is another, or gone', () => {
    for (const position of [undefined, at(6), at(7, 'other'), at(7, 'tag 7', 6)]) {
      expect(afterPoll(at(7), at(7), { position, ...lengths })).to.equal('restart');
    }
    expect(afterPoll(at(7), at(9), { position: at(6), ...lengths })).to.equal('restart');
  });

  it('the flags are stale if the hash can not be read', () => {
    const broken = { position: at(7), hashLength: undefined, shadowLength: 2 };
    expect(afterPoll(at(7), at(7), broken)).to.equal('stale');
  });
});

describe('A watcher slot', () => {
  const now = 1_000_000;
  const slots = ['a', 'b', 'c'].map((holder) => ({ holder, comparedAt: now - 1000 }));
  const all = new Set(['a', 'b', 'c']);
  const taken = (changed: typeof slots, subscribed = all): number | undefined =>
    slotToTake('me', changed, subscribed, now);

  it('is left to a holder that is subscribed and has compared', () => {
    expect(taken(slots)).to.equal(undefined);
    expect(taken(slots.with(1, { holder: 'b', comparedAt: now - SLOT_EXPIRY_MS + 1 }))).to.equal(undefined);
  });

  it('is taken if it is free, its holder is gone, or its holder has not compared', () => {
    expect(slotToTake('me', [], all, now)).to.equal(0);
    expect(slotToTake('me', slots.slice(0, 2), all, now)).to.equal(2);
    expect(slotToTake('me', slots, new Set(['a', 'c']), now)).to.equal(1);
    expect(taken(slots.with(2, { holder: 'c', comparedAt: now - SLOT_EXPIRY_MS }))).to.equal(2);
  });

  it('is taken if it was compared in the future, since the clock was set back', () => {
    expect(taken(slots.with(0, { holder: 'a', comparedAt: now + 1 }))).to.equal(0);
  });

  it('is not taken by a replica that has one', () => {
    expect(slotToTake('a', slots, new Set(['a']), now)).to.equal(undefined);
  });

  it('is one of three, each with its delay', () => {
    expect(SLOTS).to.equal(3);
    expect([0, 1, 2].map(slotDelay)).to.deep.equal([0, 20, 40]);
  });
});

describe('Watch reads', () => {
  /** Reads again and again for so long, as soon as the pace permits, and returns when each read began. */
  function readFor(pace: ReadPace, until: number, tookMs: number, from = 0): number[] {
    const began: number[] = [];
    for (let now = from; now < until; now += tookMs) {
      now += pace.pause(now);
      began.push(now);
      pace.took(now, now + tookMs);
    }
    return began;
  }

  it('take a tenth of the time when the hash changes all the time', () => {
    for (const tookMs of [0.5, 2, 15]) {
      const reads = readFor(new ReadPace(), 60_000, tookMs);
      expect(reads.length * tookMs).to.be.within(0.09 * 60_000, 0.1 * 60_000 + 200 + 2 * tookMs);
    }
  });

  it('follow each other within 5 ms after a calm, until they have taken 200 ms', () => {
    const pace = new ReadPace();
    const [first, second, ...more] = readFor(pace, 2000, 20);
    expect([first, second]).to.deep.equal([0, 25]);
    expect(more.slice(0, 8)).to.deep.equal([50, 75, 100, 125, 150, 175, 200, 225]);
    // The time since the first read has been saved as well.
    expect(more[9]! - more[8]!).to.equal(25);
    expect(more.at(-1)! - more.at(-2)!).to.be.closeTo(200, 0.001);
    expect(readFor(pace, 10_030, 20, 10_000)).to.deep.equal([10_000, 10_025]);
  });

  it('never wait longer than 200 ms', () => {
    const pace = new ReadPace();
    pace.took(0, 30_000);
    expect(pace.pause(30_000)).to.be.closeTo(200, 0.001);
  });
});
