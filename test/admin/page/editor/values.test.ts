import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { withValueKind } from '../../../../packages/admin/page/editor/model/change-value-kind.js';
import {
  readForm,
  servedOtherwise,
  withDefault,
  writeForm,
} from '../../../../packages/admin/page/editor/model/flag-form.js';
import { newRule, withEvenSplit, withServed } from '../../../../packages/admin/page/editor/model/serving.js';
import {
  variantUse,
  withNewVariant,
  withoutVariant,
  withRenamedVariant,
} from '../../../../packages/admin/page/editor/model/variants.js';

const LAYOUT: FlagDefinition = {
  variants: { control: 1, wide: 2, spare: 3 },
  default: 'control',
  rules: [{ users: ['alice'], serve: 'wide' }, { split: { control: 1, wide: 1 } }],
};

describe('what a flag gives, in the form', () => {
  it('is read from the definition', () => {
    expect(readForm({}).kind).to.equal('boolean');
    expect(readForm({ default: 10 }).kind).to.equal('value');
    expect(readForm({ rules: [{ split: { a: 1 } }] }).kind).to.equal('value');
    expect(readForm(LAYOUT).kind).to.equal('variants');
  });

  it('goes along from on and off to variants and back', () => {
    const source: FlagDefinition = { rules: [{ rollout: 10 }, { users: ['bob'], serve: false }] };
    const variants = withValueKind(readForm(source), 'variants');
    expect(writeForm(variants)).to.deep.equal({
      rules: [
        { rollout: 10, serve: 'on' },
        { users: ['bob'], serve: 'off' },
      ],
      variants: { on: true, off: false },
      default: 'off',
    });
    expect(writeForm(withValueKind(variants, 'boolean'))).to.deep.equal(source);
  });

  it('is on without rules, also as a variant', () => {
    expect(writeForm(withValueKind(readForm({}), 'variants')).default).to.equal('on');
    expect(writeForm(withValueKind(readForm({ default: false }), 'variants')).default).to.equal('off');
    const variants = readForm({ variants: { on: true, off: false }, default: 'on' });
    expect(writeForm(withValueKind(variants, 'boolean'))).to.deep.equal({});
    const off = readForm({ variants: { on: true, off: false }, default: 'off' });
    expect(writeForm(withValueKind(off, 'boolean'))).to.deep.equal({ default: false });
  });

  it('gives variants names without white space, one for each value', () => {
    const form = readForm({ default: 'a b', rules: [{ serve: 'a_b' }, { serve: 'a b' }] });
    const { variants, default: fallback, rules } = writeForm(withValueKind(form, 'variants'));
    expect(variants).to.deep.include({ a_b: 'a b', a_b_: 'a_b' });
    expect([fallback, rules![0]!.serve, rules![1]!.serve]).to.deep.equal(['a_b', 'a_b_', 'a_b']);
  });

  it('is the value of each variant when variants become values', () => {
    expect(
      writeForm(withValueKind(readForm({ ...LAYOUT, rules: [{ serve: 'wide' }] }), 'value')),
    ).to.deep.equal({
      default: 1,
      rules: [{ serve: 2 }],
    });
  });

  it('keeps a split whose names can be values, and drops one that on and off can not be', () => {
    const form = readForm({ ...LAYOUT, rules: [{ rollout: 5, split: { control: 1, wide: 1 } }] });
    const [kept] = writeForm(withValueKind(form, 'value')).rules!;
    expect(kept).to.deep.equal({ rollout: 5, split: { control: 1, wide: 1 } });
    expect(writeForm(withValueKind(form, 'boolean')).rules).to.deep.equal([{ rollout: 5 }]);
  });

  it('follows a variant to its new name, in its old place', () => {
    expect(writeForm(withRenamedVariant(readForm(LAYOUT), 'wide', 'broad'))).to.deep.equal({
      variants: { control: 1, broad: 2, spare: 3 },
      default: 'control',
      rules: [{ users: ['alice'], serve: 'broad' }, { split: { control: 1, broad: 1 } }],
    });
    expect(writeForm(withRenamedVariant(readForm(LAYOUT), 'control', 'old')).default).to.equal('old');
  });

  it('has variants that can go only when nothing serves them', () => {
    const form = readForm(LAYOUT);
    expect(variantUse(form, 'control')).to.equal('it is the default');
    expect(variantUse(form, 'wide')).to.equal('rule 1 serves it');
    expect(variantUse(form, 'spare')).to.equal(undefined);
    expect(writeForm(withoutVariant(form, 'spare')).variants).to.deep.equal({ control: 1, wide: 2 });
  });

  it('names a new variant as no other is named', () => {
    const form = readForm({ variants: { 'variant-2': 1 }, default: 'variant-2' });
    expect(writeForm(withNewVariant(form)).variants).to.have.all.keys('variant-2', 'variant-3');
  });
});

describe('the default, in the form', () => {
  it('is on where neither it nor rules are given, and off where there are rules', () => {
    expect(servedOtherwise(readForm({}))).to.equal(true);
    expect(servedOtherwise(readForm({ rules: [] }))).to.equal(false);
    expect(servedOtherwise(readForm({ default: null }))).to.equal(null);
    expect(servedOtherwise(readForm({ default: 10, rules: [] }))).to.equal(10);
  });

  it('is left out where it goes without saying', () => {
    expect(writeForm(withDefault(readForm({ default: false }), true))).to.deep.equal({});
    expect(writeForm(withDefault(readForm({}), false))).to.deep.equal({ default: false });
    expect(writeForm(withDefault(readForm({ rules: [] }), true))).to.deep.equal({ rules: [], default: true });
    expect(writeForm(withDefault(readForm({ rules: [], default: true }), false))).to.deep.equal({
      rules: [],
    });
  });

  it('stays explicit for values', () => {
    expect(writeForm(withDefault(readForm({ default: 10 }), true))).to.deep.equal({ default: true });
  });
});

describe('what a rule serves, in the form', () => {
  it('needs no word for on', () => {
    expect(withServed({ rollout: 5, serve: false }, 'boolean', true)).to.deep.equal({ rollout: 5 });
    expect(withServed({ split: { a: 1 } }, 'value', 10)).to.deep.equal({ serve: 10 });
  });

  it('is either a value or a split', () => {
    expect(withEvenSplit({ users: ['a'], serve: 'x' }, ['x', 'y'])).to.deep.equal({
      users: ['a'],
      split: { x: 50, y: 50 },
    });
  });

  it('is at first something else than the default', () => {
    expect(newRule('variants', 'control', ['control', 'wide'])).to.deep.equal({ serve: 'wide' });
    expect(newRule('boolean', undefined, [])).to.deep.equal({});
    expect(newRule('boolean', true, [])).to.deep.equal({ serve: false });
  });
});
