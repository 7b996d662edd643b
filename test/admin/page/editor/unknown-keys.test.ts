import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { expect } from 'chai';
import {
  withHash,
  withoutIdleBucketing,
  withSticky,
} from '../../../../packages/admin/page/editor/model/bucketing.js';
import { withValueKind } from '../../../../packages/admin/page/editor/model/change-value-kind.js';
import type {
  ConditionNode,
  GroupNode,
} from '../../../../packages/admin/page/editor/model/condition-node.js';
import {
  type FlagForm,
  readForm,
  withDefault,
  writeForm,
} from '../../../../packages/admin/page/editor/model/flag-form.js';
import { readCondition } from '../../../../packages/admin/page/editor/model/read-condition.js';
import {
  withRequiredState,
  shortRequirement,
} from '../../../../packages/admin/page/editor/model/requirement.js';
import { shortShare, spelledShare } from '../../../../packages/admin/page/editor/model/rollout-range.js';
import { asPercent, asRamp, withRolloutPart } from '../../../../packages/admin/page/editor/model/rollout.js';
import { withDay, withHours } from '../../../../packages/admin/page/editor/model/schedule.js';
import { withEvenSplit, withServed } from '../../../../packages/admin/page/editor/model/serving.js';
import { withRenamedVariant } from '../../../../packages/admin/page/editor/model/variants.js';
import { writeCondition } from '../../../../packages/admin/page/editor/model/write-condition.js';

// A later server may know more than this page.
const more = { later: { than: 'this page' } } as const;

describe('keys that the form does not know', () => {
  const rule = { when: { plan: 'pro' }, rollout: 25, by: 'team', ...more } as Rule;
  const definition = {
    variants: { a: 1, b: 2 },
    default: 'a',
    rules: [{ ...rule, serve: 'b' }],
    ...more,
  } as FlagDefinition;

  const changes: Readonly<Record<string, (form: FlagForm) => FlagForm>> = {
    'another default': (form) => withDefault(form, 'b'),
    'another type': (form) => withValueKind(form, 'boolean'),
    'a renamed variant': (form) => withRenamedVariant(form, 'b', 'c'),
    'no rules': (form) => ({ ...form, ruled: false }),
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`stay in a definition with ${name}`, () => {
      const changed = change(readForm(definition));
      expect(writeForm(changed)).to.deep.include(more);
      expect(writeForm({ ...changed, ruled: true }).rules![0]).to.deep.include(more);
    });
  }

  it('stay in a rule whose parts change', () => {
    for (const changed of [
      withSticky(rule, false),
      withHash(rule, 'unleash'),
      withServed(rule, 'boolean', false),
      withEvenSplit(rule, ['a', 'b']),
      withoutIdleBucketing({ name: 'x', ...more }),
    ]) {
      expect(changed).to.deep.include(more);
    }
  });

  it('stay in a rollout and a schedule', () => {
    const rollout = { percent: 25, ...more };
    expect(withRolloutPart(rollout, 'percent', 30)).to.deep.include(more);
    expect(asRamp(rollout, 0)).to.deep.include(more);
    expect(asPercent(asRamp(rollout, 0))).to.deep.include(more);
    expect(withHours({ days: ['mon'], ...more } as never, '09:00', '10:00')).to.deep.include(more);
  });

  it('stay in a required flag', () => {
    const requirement = { flag: 'billing', enabled: false, ...more };
    for (const state of ['on', 'off', 'variant'] as const)
      expect(shortRequirement(withRequiredState(requirement, state))).to.deep.include(more);
  });

  it('stay in conditions, around and inside what is edited', () => {
    const share = { range: [0, 50] as [number, number], ...more };
    const schedule = { days: ['mon'], ...more };
    const condition = {
      $later: [1],
      plan: { $later: 2 },
      $rollout: share,
      $schedule: schedule,
      age: { $gte: 18 },
    };
    const members = readCondition(condition as { [key: string]: JsonValue }).members.map(edited);
    expect(writeCondition(ungrouped(members))).to.deep.equal({
      $later: [1],
      plan: { $later: 2 },
      $rollout: { ...share, range: [0, 60] },
      $schedule: { ...schedule, days: ['mon', 'tue'] },
      age: { $gte: 21 },
    });
  });
});

function edited(node: ConditionNode): ConditionNode {
  if (node.kind === 'test') return { ...node, operand: 21 };
  if (node.kind === 'schedule') return { ...node, schedule: withDay(node.schedule, 'tue', true) };
  if (node.kind !== 'share') return node;
  return { ...node, share: shortShare({ ...spelledShare(node.share), range: [0, 60] }) };
}

function ungrouped(members: readonly ConditionNode[]): GroupNode {
  return { kind: 'group', id: 0, join: 'all', members };
}
