import { nameProblem } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { newNameProblem } from '../../../packages/admin/page/flag/new-name.js';
import type { FlagRecord } from '../../../packages/admin/page/records.js';

const TAKEN: FlagRecord = {
  name: 'beta',
  stored: true,
  declared: false,
  version: '1',
  state: 'on',
  text: 'on',
  definition: {},
  reach: 'everyone',
};
const flags = new Map([[TAKEN.name, TAKEN]]);

describe('the name of a new flag', () => {
  it('may be whatever the server takes', () => {
    for (const name of ['new_checkout', 'a/b', '..', 'ünï', '__proto__', 'x'.repeat(256), '😀'.repeat(256)]) {
      expect(newNameProblem(name, flags), name).to.equal(undefined);
      expect(nameProblem(name), name).to.equal(undefined);
    }
  });

  it('is refused with a sentence where the server would refuse it', () => {
    for (const [name, problem] of [
      ['', /Enter a name/],
      ['new checkout', /can not contain spaces/],
      ['x'.repeat(257), /at most 256 characters; this one has 257/],
      ['$other', /reserved/],
      ['new\u200Bcheckout', /invisible/],
      ['evil\u202Eflag', /invisible/],
      ['dots\u2800', /invisible/],
      ['cafe\u0301', /separate accents/],
    ] as const) {
      expect(newNameProblem(name, flags)).to.match(problem);
      expect(nameProblem(name), name).to.not.equal(undefined);
    }
  });

  it('is refused when a flag has it', () => {
    expect(newNameProblem('beta', flags)).to.equal('A flag with this name already exists.');
  });
});
