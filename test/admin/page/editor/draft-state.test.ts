import { expect } from 'chai';
import {
  draftDefinition,
  isChanged,
  onTab,
  startDraft,
} from '../../../../packages/admin/page/editor/draft/draft-state.js';
import type { FlagRecord } from '../../../../packages/admin/page/records.js';

const RECORD: FlagRecord = {
  name: 'flag',
  stored: true,
  declared: false,
  version: '1',
  state: 'conditional',
  reach: 'some',
  text: '25%',
  definition: { rules: [{ rollout: 25 }] },
};

describe('a draft', () => {
  it('is not changed at first, nor by looking at it in JSON', () => {
    const draft = startDraft(RECORD);
    expect(isChanged(draft, draftDefinition(draft))).to.equal(false);
    const json = onTab(draft, 'json');
    expect(isChanged(json, draftDefinition(json))).to.equal(false);
    expect(onTab(json, 'form').form).to.equal(draft.form);
  });

  it('takes what was edited from one tab to the other', () => {
    const json = { ...onTab(startDraft(RECORD), 'json'), text: '{"owner":"ana"}' };
    const form = onTab(json, 'form');
    expect(draftDefinition(form)).to.deep.equal({ owner: 'ana' });
    expect(isChanged(form, draftDefinition(form))).to.equal(true);
  });

  it('stays where it is while its text is no definition', () => {
    for (const text of ['{"rules": [}', '5', '[]', '"25%"']) {
      const json = { ...onTab(startDraft(RECORD), 'json'), text };
      expect(draftDefinition(json)).to.equal(undefined);
      expect(onTab(json, 'form')).to.equal(json);
      expect(isChanged(json, undefined)).to.equal(true);
    }
  });

  it('is a disabled flag if the stored text is not usable', () => {
    const draft = startDraft({
      ...RECORD,
      state: 'invalid',
      version: null,
      definition: null,
      problem: 'not JSON',
    });
    expect(draftDefinition(draft)).to.deep.equal({ enabled: false });
  });
});
