import type { Condition, EvaluationContext, FlagDefinition, FlagSource } from '@halyard/core';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { flagText } from '@halyard/core/store';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ConditionNode,
  type GroupNode,
  newGroup,
  newTest,
} from '../../../../packages/admin/page/editor/model/condition-node.js';
import { readForm, writeForm } from '../../../../packages/admin/page/editor/model/flag-form.js';
import { readCondition } from '../../../../packages/admin/page/editor/model/read-condition.js';
import { movedBy } from '../../../../packages/admin/page/editor/model/rule-order.js';
import { unfinished } from '../../../../packages/admin/page/editor/model/unfinished.js';
import { writeCondition } from '../../../../packages/admin/page/editor/model/write-condition.js';
import { definition } from '../../../core/flag/arbitrary.js';
import { context, snapshot } from '../../../core/evaluation/arbitrary.js';

describe('the form of a flag', () => {
  it('returns an unedited definition unchanged', () => {
    fc.assert(
      fc.property(definition, (source) => {
        expect(writeForm(readForm(source))).to.equal(source);
      }),
    );
  });

  it('changes one rule and leaves the others as they are written', () => {
    const { form, source } = opened({
      tags: ['a'],
      rules: [{ when: { $and: [{ $and: [{ a: 1 }] }] } }, { rollout: 10, name: 'a tenth' }],
    });
    const [first, second] = form.rules;
    const rules = [first!, { ...second!, rule: { ...second!.rule, rollout: 20 } }];
    expect(writeForm({ ...form, rules })).to.deep.equal({
      tags: ['a'],
      rules: [source.rules![0], { rollout: 20, name: 'a tenth' }],
    });
  });

  it('keeps the rules while everybody gets the same, and writes none', () => {
    const { form } = opened({ rules: [{ users: ['alice'] }], owner: 'ana' });
    const open = { ...form, ruled: false };
    expect(writeForm(open)).to.deep.equal({ owner: 'ana' });
    expect(writeForm({ ...open, ruled: true })).to.deep.equal({
      rules: [{ users: ['alice'] }],
      owner: 'ana',
    });
  });

  it('tells an empty list of rules from an absent one', () => {
    for (const source of [{}, { rules: [] }]) {
      const { form } = opened(source);
      expect(writeForm(form)).to.deep.equal(source);
      expect(writeForm({ ...form, definition: { ...form.definition, owner: 'ana' } })).to.deep.equal({
        ...source,
        owner: 'ana',
      });
    }
    expect(writeForm({ ...opened({}).form, ruled: true })).to.deep.equal({ rules: [] });
    expect(writeForm({ ...opened({ rules: [] }).form, ruled: false })).to.deep.equal({});
  });

  it('never opens a flag to everyone by taking out its last rule', () => {
    const { form } = opened({ rules: [{ users: ['alice'] }] });
    expect(writeForm({ ...form, rules: [] })).to.deep.equal({ rules: [] });
  });
});

describe('the rules of a form', () => {
  it('swap places, and stay where they are at the ends', () => {
    expect(movedBy(['a', 'b', 'c'], 2, -1)).to.deep.equal(['a', 'c', 'b']);
    expect(movedBy(['a', 'b', 'c'], 0, 1)).to.deep.equal(['b', 'a', 'c']);
    expect(movedBy(['a', 'b'], 0, -1)).to.deep.equal(['a', 'b']);
    expect(movedBy(['a', 'b'], 1, 1)).to.deep.equal(['a', 'b']);
  });

  it('are unfinished while a new condition has no attribute, wherever it is', () => {
    const { form } = opened({ rules: [{ rollout: 10 }] });
    const [first] = form.rules;
    const when = { kind: 'group', id: 0, join: 'all', members: [newGroup('any', [newTest()])] } as const;
    const begun = { ...form, rules: [{ ...first!, when }] };
    expect(unfinished(begun)).to.contain('Rule 1');
    expect(unfinished({ ...begun, ruled: false })).to.equal(undefined);
    expect(unfinished(form)).to.equal(undefined);
  });

  it('may ask about an attribute without a name, where it is written so', () => {
    expect(unfinished(readForm({ rules: [{ when: { '': 1 } }] }))).to.equal(undefined);
  });

  it('have a new condition before the parts that narrow it down', () => {
    const { form } = opened({ rules: [{ name: 'pro', rollout: 10 }] });
    const [first] = form.rules;
    const { written: _, ...when } = readCondition({ plan: 'pro' });
    const [rule] = writeForm({ ...form, rules: [{ ...first!, when }] }).rules!;
    expect(Object.keys(rule!)).to.deep.equal(['name', 'when', 'rollout']);
  });
});

describe('a condition in the form', () => {
  it('means the same when every part of it was edited', async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, context, async ({ flags, segments }, asker) => {
        for (const { when } of flags['flag']!.rules ?? []) {
          if (when === undefined) continue;
          const edited = writeCondition(untied(readCondition(when)));
          expect(await holds(edited, segments, asker), JSON.stringify(edited)).to.equal(
            await holds(when, segments, asker),
          );
        }
      }),
    );
  });

  it('is as short as if written by hand', () => {
    for (const when of [
      { plan: 'pro', age: { $gte: 18, $lt: 65 } },
      { $segment: 'staff', $or: [{ country: 'DE' }, { beta: true }] },
      { $not: { plan: 'free' } },
      { a: 1, $and: [{ b: 1 }, { b: { $in: ['x'] } }] },
      { $or: [{ a: 1, b: 2 }, { c: 3 }] },
      { $schedule: { days: ['sat'] }, $or: [{ a: 1 }, { $schedule: { from: '2026-12-01T00:00:00Z' } }] },
      { $rollout: 25, plan: 'pro', ip: { $notInCidr: ['10.0.0.0/8'] } },
      { $rollout: { range: [0, 25] }, $and: [{ $rollout: { range: [10, 50], seed: 'other' } }] },
    ]) {
      expect(writeCondition(untied(readCondition(when)))).to.deep.equal(when);
    }
  });

  it('asks the same of one attribute twice under $and', () => {
    const twice = readCondition({ a: { $gt: 1 }, b: 2 });
    const { written: _, ...rest } = twice;
    const more = { ...rest, members: [...twice.members, ...readCondition({ a: { $gt: 2 } }).members] };
    expect(writeCondition(more)).to.deep.equal({ a: { $gt: 1 }, b: 2, $and: [{ a: { $gt: 2 } }] });
  });

  it('leaves out groups that are still empty', () => {
    const { written: _, ...rest } = readCondition({ a: 1 });
    const members: ConditionNode[] = [
      ...rest.members,
      { kind: 'group', id: 0, join: 'not all', members: [] },
    ];
    expect(writeCondition({ ...rest, members })).to.deep.equal({ a: 1 });
  });

  it('is JSON where groups lie too deep, and stays as it was', () => {
    const deep: Condition = { $not: { $or: [{ $not: { $or: [{ $not: { a: 1 } }, { b: 2 }] } }] } };
    const kinds = kindsIn(readCondition(deep));
    expect(kinds).to.include('json');
    expect(writeCondition(untied(readCondition(deep)))).to.deep.equal(deep);
  });
});

function opened(source: FlagDefinition): { source: FlagDefinition; form: ReturnType<typeof readForm> } {
  return { source, form: readForm(source) };
}

/** The group with every part marked as edited; an empty group has no parts. */
function untied(group: GroupNode): GroupNode {
  if (group.members.length === 0) return group;
  const { written: _, ...rest } = group;
  return { ...rest, members: rest.members.map((each) => (each.kind === 'group' ? untied(each) : each)) };
}

function kindsIn(node: ConditionNode): string[] {
  return node.kind === 'group' ? node.members.flatMap(kindsIn) : [node.kind];
}

async function holds(
  when: Condition,
  segments: Readonly<Record<string, Condition>>,
  asker: EvaluationContext,
): Promise<boolean> {
  const sources = new Map<string, FlagSource>([['flag', { rules: [{ when }] }]]);
  for (const [name, each] of Object.entries(segments)) sources.set(name, flagText(name, each));
  const flags = await FeatureFlags.open(new MemoryBackend(sources), { logger: false });
  return flags.isEnabled('flag', asker);
}
