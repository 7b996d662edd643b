import { expect } from 'chai';
import {
  requiredState,
  shortRequirement,
  spelledRequirement,
  withRequiredState,
} from '../../../../packages/admin/page/editor/model/requirement.js';
import { readForm } from '../../../../packages/admin/page/editor/model/flag-form.js';
import { unfinished } from '../../../../packages/admin/page/editor/model/unfinished.js';

describe('a required flag in the form', () => {
  it('must be on, be off or serve a variant', () => {
    expect(requiredState(spelledRequirement('billing'))).to.equal('on');
    expect(requiredState({ flag: 'billing', enabled: true })).to.equal('on');
    expect(requiredState({ flag: 'freeze', enabled: false })).to.equal('off');
    expect(requiredState({ flag: 'layout', variant: ['a', 'b'] })).to.equal('variant');
  });

  it('is a mere name when it must be on', () => {
    expect(shortRequirement(withRequiredState({ flag: 'x', enabled: false }, 'on'))).to.equal('x');
    expect(shortRequirement(withRequiredState({ flag: 'x', variant: 'a' }, 'on'))).to.equal('x');
  });

  it('never asks for a variant of a flag that must be off', () => {
    expect(withRequiredState({ flag: 'x', variant: 'a' }, 'off')).to.deep.equal({
      flag: 'x',
      enabled: false,
    });
    expect(withRequiredState({ flag: 'x', enabled: false }, 'variant')).to.deep.equal({
      flag: 'x',
      variant: '',
    });
  });

  it('is unfinished until the variant is named', () => {
    const form = readForm({ requires: ['billing', { flag: 'layout', variant: '' }] });
    expect(unfinished(form)).to.equal('Required flag 2 has no variant yet');
    expect(unfinished(readForm({ requires: [{ flag: 'layout', variant: ['a'] }] }))).to.equal(undefined);
  });

  it('is unfinished until the variant is named in a rule, too, where there are rules', () => {
    const form = readForm({ rules: [{}, { requires: ['billing', { flag: 'layout', variant: '' }] }] });
    expect(unfinished(form)).to.equal('Rule 2: required flag 2 has no variant yet');
    expect(unfinished({ ...form, ruled: false })).to.equal(undefined);
  });
});
