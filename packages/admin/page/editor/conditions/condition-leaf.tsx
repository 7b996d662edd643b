import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText, jsonObject } from '../model/codecs.js';
import type { ConditionNode, GroupNode } from '../model/condition-node.js';
import { ScheduleFields } from '../schedule/schedule-fields.js';
import { ShareRow } from './share-row.js';
import { TestRow } from './test-row.js';

/** A condition without nested conditions. */
export interface ConditionLeafProps {
  readonly node: Exclude<ConditionNode, GroupNode>;
  readonly onNode: (node: ConditionNode) => void;
}

/** The controls of a condition without nested conditions; JSON if the form has no controls for it. */
export function ConditionLeaf({ node, onNode }: ConditionLeafProps): JSX.Element {
  const { segmentNames } = useEditing();
  switch (node.kind) {
    case 'test':
      return <TestRow node={node} onNode={onNode} />;
    case 'segment':
      return (
        <TypedField
          label="In segment"
          hint="A named condition, stored with the flags."
          suggestions={segmentNames}
          value={node.name}
          codec={anyText}
          onValue={(name) => onNode({ ...node, name })}
        />
      );
    case 'share':
      return <ShareRow node={node} onNode={onNode} />;
    case 'schedule':
      return (
        <ScheduleFields schedule={node.schedule} onSchedule={(schedule) => onNode({ ...node, schedule })} />
      );
    default:
      return (
        <TypedField
          label="This condition is written in JSON"
          isCode
          rows={4}
          value={node.condition}
          codec={jsonObject}
          onValue={(condition) => onNode({ ...node, condition })}
        />
      );
  }
}
