import type { Rule } from '@halyard/core';
import type { JSX } from 'preact';
import { ConditionGroup } from '../conditions/condition-group.js';
import { useEditing } from '../editing.js';
import { EditButton } from '../fields/edit-button.js';
import { Part } from '../fields/part.js';
import { withoutIdleBucketing } from '../model/bucketing.js';
import { newGroup, newTest } from '../model/condition-node.js';
import { problemAt } from '../model/definition-problems.js';
import { withKey } from '../model/json-object.js';
import type { RuleForm } from '../model/rule-form.js';
import { RequirementList } from '../requires/requirement-list.js';
import { ScheduleFields } from '../schedule/schedule-fields.js';
import { useNextFocus } from '../use-next-focus.js';
import { RolloutPart } from './rollout-part.js';
import { UsersPart } from './users-part.js';

/** A rule and its place. */
export interface RulePartsProps {
  readonly form: RuleForm;
  readonly index: number;
  readonly onForm: (form: RuleForm) => void;
}

type PartKey = 'when' | 'users' | 'rollout' | 'schedule' | 'requires';

const LEGENDS: Readonly<Record<PartKey, string>> = {
  when: 'Conditions',
  users: 'User list',
  rollout: 'Rollout',
  schedule: 'Schedule',
  requires: 'Required flags',
};

/** The initial value of an added part. */
const BEGINNINGS: Readonly<Record<Exclude<PartKey, 'when'>, Partial<Rule>>> = {
  users: { users: [] },
  rollout: { rollout: 10 },
  schedule: { schedule: {} },
  requires: { requires: [''] },
};

/** The parts of a rule, which must all hold, and buttons that add the others. */
export function RuleParts({ form, index, onForm }: RulePartsProps): JSX.Element {
  const { problems, announce } = useEditing();
  const { within, focusNext } = useNextFocus(form);
  const { rule, when } = form;
  const has: Readonly<Record<PartKey, boolean>> = {
    when: when.members.length > 0 || when.written !== undefined,
    users: rule.users !== undefined,
    rollout: rule.rollout !== undefined,
    schedule: rule.schedule !== undefined,
    requires: rule.requires !== undefined,
  };
  const problemOf = (path: string): string | undefined => problemAt(problems, `rules[${index}].${path}`);
  const onRule = (changed: Rule): void => onForm({ ...form, rule: changed });
  const add = (part: PartKey): void => {
    focusNext(`[data-part="${part}"] :is(input, select, textarea)`);
    announce(`${LEGENDS[part]} added`);
    onForm(
      part === 'when'
        ? { ...form, when: newGroup('all', [newTest()]) }
        : { ...form, rule: { ...rule, ...BEGINNINGS[part] } },
    );
  };
  const remove = (part: PartKey): void => {
    focusNext('.part-adders button');
    announce(`${LEGENDS[part]} removed`);
    const without = { ...form, rule: withoutIdleBucketing(withKey(rule, part, undefined)) };
    onForm(part === 'when' ? { ...without, when: newGroup('all') } : without);
  };
  const controls: Readonly<Record<PartKey, () => JSX.Element>> = {
    when: () => (
      <ConditionGroup group={when} depth={0} onGroup={(group) => onForm({ ...form, when: group })} />
    ),
    users: () => (
      <UsersPart
        users={rule.users!}
        problem={problemOf('users')}
        onUsers={(users) => onRule({ ...rule, users })}
      />
    ),
    rollout: () => <RolloutPart rule={rule} problemOf={problemOf} onRule={onRule} />,
    schedule: () => (
      <ScheduleFields
        schedule={rule.schedule!}
        problemOf={(key) => problemOf(`schedule.${key}`)}
        onSchedule={(schedule) => onRule({ ...rule, schedule })}
      />
    ),
    requires: () => (
      <RequirementList
        requires={rule.requires!}
        problemOf={(entry) => problemOf(`requires[${entry}]`)}
        onRequires={(requires) =>
          requires.length === 0 ? remove('requires') : onRule({ ...rule, requires })
        }
      />
    ),
  };
  const parts = Object.keys(LEGENDS) as PartKey[];
  const missing = parts.filter((part) => !has[part]);
  return (
    <div class="stack" ref={within}>
      {missing.length === parts.length && (
        <p class="field-hint">Matches everyone. Add a condition to limit it:</p>
      )}
      {parts
        .filter((part) => has[part])
        .map((part) => (
          <div key={part} data-part={part}>
            <Part
              legend={LEGENDS[part]}
              problem={part === 'users' ? undefined : problemOf(part)}
              actions={
                <EditButton
                  kind="quiet"
                  label={`Remove ${LEGENDS[part].toLowerCase()}`}
                  onClick={() => remove(part)}
                >
                  Remove
                </EditButton>
              }
            >
              {controls[part]()}
            </Part>
          </div>
        ))}
      {missing.length > 0 && (
        <div class="part-adders">
          {missing.map((part) => (
            <EditButton key={part} onClick={() => add(part)}>
              Add {LEGENDS[part].toLowerCase()}
            </EditButton>
          ))}
        </div>
      )}
    </div>
  );
}
