import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useEditing } from '../editing.js';
import { ChoiceField } from '../fields/choice-field.js';
import { EditButton } from '../fields/edit-button.js';
import {
  changedGroup,
  type ConditionNode,
  type GroupNode,
  type Join,
  newGroup,
  newSchedule,
  newSegment,
  newShare,
  newTest,
} from '../model/condition-node.js';
import { ConditionLeaf } from './condition-leaf.js';
import { ConditionRow } from './condition-row.js';

/** A group of conditions, and its depth; the outermost has depth 0. */
export interface ConditionGroupProps {
  readonly group: GroupNode;
  readonly depth: number;
  readonly onGroup: (group: GroupNode) => void;
}

/** The maximum depth of a new group. */
const DEEPEST = 2;

const JOINS: readonly { readonly value: Join; readonly text: string }[] = [
  { value: 'all', text: 'all of these hold' },
  { value: 'any', text: 'any of these holds' },
  { value: 'none', text: 'none of these holds' },
  { value: 'not all', text: 'not all of these hold' },
];

/** A group of conditions, its operator, and buttons to add more. */
export function ConditionGroup({ group, depth, onGroup }: ConditionGroupProps): JSX.Element {
  const { announce } = useEditing();
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const rows = list.current?.querySelector('ul')?.children ?? [];
    const target =
      rows[Math.min(wanted.current, rows.length - 1)] ?? list.current?.querySelector('.condition-add');
    target?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    wanted.current = undefined;
  }, [group]);
  const { members } = group;
  const change = (next: readonly ConditionNode[]): void => onGroup(changedGroup(group, { members: next }));
  const add = (node: ConditionNode): void => {
    wanted.current = members.length;
    announce(`Condition ${members.length + 1} added`);
    change([...members, node]);
  };
  return (
    <div class="condition-group" ref={list}>
      <ChoiceField
        label="Holds when"
        value={group.join}
        choices={JOINS}
        onChoose={(join) => onGroup(changedGroup(group, { join: join as Join }))}
      />
      {members.length === 0 && <p class="field-hint">No condition yet.</p>}
      <ul class="condition-list">
        {members.map((node, index) => {
          const onNode = (changed: ConditionNode): void => change(members.with(index, changed));
          return (
            <ConditionRow
              key={node.id}
              name={`${node.kind === 'group' ? 'group' : 'condition'} ${index + 1}`}
              onRemove={() => {
                wanted.current = index;
                announce(`Condition ${index + 1} removed`);
                change(members.toSpliced(index, 1));
              }}
            >
              {node.kind === 'group' ? (
                <ConditionGroup group={node} depth={depth + 1} onGroup={onNode} />
              ) : (
                <ConditionLeaf node={node} onNode={onNode} />
              )}
            </ConditionRow>
          );
        })}
      </ul>
      <div class="condition-add">
        <EditButton onClick={() => add(newTest())}>Add condition</EditButton>
        <EditButton onClick={() => add(newSegment())}>Add segment</EditButton>
        <EditButton onClick={() => add(newShare())}>Add share</EditButton>
        <EditButton onClick={() => add(newSchedule())}>Add time</EditButton>
        {depth < DEEPEST && (
          <EditButton onClick={() => add(newGroup('any', [newTest()]))}>Add group</EditButton>
        )}
      </div>
    </div>
  );
}
