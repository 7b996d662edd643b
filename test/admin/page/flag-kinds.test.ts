import type { FlagDefinition } from '@halyard/core';
import { FLAG_KINDS as KNOWN, isPermanent as isPermanentInCore } from '@halyard/core/store';
import { expect } from 'chai';
import { FLAG_KINDS, isPermanent, kindOf } from '../../../packages/admin/page/flags/flag-kinds.js';

describe('the kinds of flag', () => {
  it('are those that a definition can have', () => {
    expect(Object.keys(FLAG_KINDS)).to.deep.equal(KNOWN);
    expect(kindOf({})).to.equal('release');
  });

  it('are permanent where the server says so', () => {
    for (const kind of KNOWN) {
      for (const definition of [
        { kind },
        { kind, permanent: true },
        { kind, permanent: false },
      ] as FlagDefinition[])
        expect(isPermanent(definition), JSON.stringify(definition)).to.equal(isPermanentInCore(definition));
    }
    expect(isPermanent({})).to.equal(false);
  });
});
