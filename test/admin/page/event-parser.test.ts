import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EventParser } from '../../../packages/admin/page/live/event-parser.js';

describe('the parser of an event stream', () => {
  it('takes events apart, with their names, data and ids', () => {
    const events = new EventParser().push('event: change\ndata: {"a":1}\nid: e-1\n\ndata: x\n\n');
    expect(events).to.deep.equal([
      { event: 'change', data: '{"a":1}', lastEventId: 'e-1' },
      { event: 'message', data: 'x', lastEventId: 'e-1' },
    ]);
  });

  it('gives the same whatever pieces the stream comes in', () => {
    const stream = 'event: a\r\ndata: 1\r\nid: 7\r\n\r\n: \n\ndata: two\ndata: lines\n\nid: 8\n\n';
    const whole = new EventParser().push(stream);
    const parser = new EventParser();
    expect(stream.split('').flatMap((piece) => parser.push(piece))).to.deep.equal(whole);
    expect(whole.map(({ data }) => data)).to.deep.equal(['1', 'two\nlines', undefined]);
  });

  it('gives an id without data, which only says where the stream stands', () => {
    const parser = new EventParser();
    expect(parser.push('retry: 1000\nid: e-0\n\n')).to.deep.equal([
      { event: 'message', data: undefined, lastEventId: 'e-0' },
    ]);
  });

  it('says nothing of comments and of unfinished events', () => {
    const parser = new EventParser();
    expect(parser.push(': \n\nevent: change\ndata: half')).to.deep.equal([]);
    expect(parser.push(' and half\n\n').map(({ data }) => data)).to.deep.equal(['half and half']);
  });

  it('takes only one blank off a value, and a field without a colon as empty', () => {
    const [event] = new EventParser().push('data:  x\ndata\n\n');
    expect(event!.data).to.equal(' x\n');
  });
});
