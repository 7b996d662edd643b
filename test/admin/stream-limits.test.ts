import { expect } from 'chai';
import { describe, it } from 'mocha';
import { StreamLimits } from '../../packages/admin/src/events/stream-limits.js';
import { EventStream } from '../../packages/admin/src/events/event-stream.js';

const reader = (actor: string): { actor: string; write: boolean } => ({ actor, write: false });
const writer = { actor: 'ana', write: true };

describe('the number of event streams', () => {
  it('is limited for each caller', () => {
    const limits = new StreamLimits({ total: 100, perActor: 2 });
    limits.opened('rita');
    expect(limits.refusal(reader('rita'))).to.equal(undefined);
    limits.opened('rita');
    expect(limits.refusal(reader('rita'))).to.equal(
      'rita has 2 open streams, which is the limit for one caller',
    );
    expect(limits.refusal(reader('tom'))).to.equal(undefined);
    limits.closed('rita');
    expect(limits.refusal(reader('rita'))).to.equal(undefined);
  });

  it('leaves a tenth for callers who may change flags', () => {
    const limits = new StreamLimits({ total: 20, perActor: 20 });
    for (let i = 0; i < 18; i++) {
      expect(limits.refusal(reader(`reader ${i}`))).to.equal(undefined);
      limits.opened(`reader ${i}`);
    }
    expect(limits.refusal(reader('one more'))).to.contain('too many streams');
    for (let i = 0; i < 2; i++) {
      expect(limits.refusal(writer)).to.equal(undefined);
      limits.opened('ana');
    }
    expect(limits.refusal(writer)).to.contain('too many streams');
  });
});

describe('the life of a stream', () => {
  it('has its own length, of at least four fifths of the longest', () => {
    const now = performance.now();
    const lives = Array.from({ length: 50 }, () => new EventStream(1e9, () => {}).endsAt - now);
    expect(Math.min(...lives)).to.be.at.least(0.8e9);
    expect(Math.max(...lives)).to.be.lessThan(1e9 + 1e6);
    expect(new Set(lives).size).to.equal(50);
  });
});
