import { expect } from 'chai';
import fc from 'fast-check';
import { number, percentage, texts, weight } from '../../../../packages/admin/page/editor/model/codecs.js';
import { hoursOf, withDay, withHours } from '../../../../packages/admin/page/editor/model/schedule.js';
import { areTypable, readUsers, writeUsers } from '../../../../packages/admin/page/editor/model/user-list.js';
import { asElementType, elementTypeOf } from '../../../../packages/admin/page/editor/model/value-type.js';

describe('users that are typed', () => {
  it('may stand on lines or between commas, and count once', () => {
    expect(readUsers(' alice, bob\r\ncarol\n\nalice,')).to.deep.equal(['alice', 'bob', 'carol']);
  });

  it('are shown as JSON where text would lose any of them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a,b', ' a', '', 'b'))), (users) => {
        if (areTypable(users)) expect(readUsers(writeUsers(users))).to.deep.equal(users);
        else
          expect(
            users.some((user) => /^$|^\s|\s$|[,\n\r]/.test(user)) || new Set(users).size < users.length,
          ).to.equal(true);
      }),
    );
  });
});

describe('numbers that are typed', () => {
  it('may have a decimal comma', () => {
    expect(number.read(' 0,5 ')).to.deep.equal({ value: 0.5 });
    expect(number.read('')).to.have.property('problem');
    expect(number.read('5x')).to.have.property('problem');
  });

  it('are a share from 0 to 100, or a whole weight', () => {
    expect(percentage.read('33.3 %')).to.deep.equal({ value: 33.3 });
    expect(percentage.read('100.1')).to.have.property('problem');
    expect(percentage.read('-1')).to.have.property('problem');
    expect(weight.read('')).to.deep.equal({ value: 0 });
    expect(weight.read('0.5')).to.have.property('problem');
  });
});

describe('a list that is typed', () => {
  it('is shown as text only when nothing gets lost', () => {
    expect(elementTypeOf(['pro', 'team'])).to.equal('text');
    expect(elementTypeOf(['a, b'])).to.equal('json');
    expect(elementTypeOf([1, 2])).to.equal('number');
    expect(elementTypeOf([1, 'a'])).to.equal('json');
  });

  it('goes along to another type as far as it can', () => {
    expect(asElementType(['1', 'x', '2.5'], 'number')).to.deep.equal([1, 2.5]);
    expect(asElementType([1, true], 'text')).to.deep.equal(['1', 'true']);
    expect(texts.read('a, b\nc')).to.deep.equal({ value: ['a', 'b', 'c'] });
  });
});

describe('a schedule in the form', () => {
  it('has its days in the order of the week, and none when every day counts', () => {
    const friday = withDay({ timezone: 'UTC' }, 'fri', true);
    expect(withDay(friday, 'mon', true).days).to.deep.equal(['mon', 'fri']);
    expect(withDay(friday, 'fri', false)).to.deep.equal({ timezone: 'UTC' });
  });

  it('has hours that end at midnight where only their beginning is given', () => {
    expect(withHours({}, '18:00', '').between).to.deep.equal(['18:00', '24:00']);
    expect(hoursOf({ between: ['18:00', '24:00'] })).to.deep.equal(['18:00', '00:00']);
    expect(withHours({ between: ['18:00', '24:00'] }, '', '')).to.deep.equal({});
  });
});
