import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { EditButton } from '../fields/edit-button.js';
import type { RequiresEntry } from '../model/requirement.js';
import { useNextFocus } from '../use-next-focus.js';
import { RequirementRow } from './requirement-row.js';

/** The requirements of a flag or a rule. */
export interface RequirementListProps {
  readonly requires: readonly RequiresEntry[];
  /** The problem of an entry, by its index. */
  readonly problemOf: (index: number) => string | undefined;
  readonly onRequires: (requires: readonly RequiresEntry[]) => void;
}

/** Other flags that must be on, be off or serve a variant, and a button to add more. */
export function RequirementList({ requires, problemOf, onRequires }: RequirementListProps): JSX.Element {
  const { announce } = useEditing();
  const { within, focusNext } = useNextFocus(requires);
  return (
    <div ref={within}>
      <ul class="requirements">
        {requires.map((entry, index) => (
          <RequirementRow
            key={index}
            entry={entry}
            number={index + 1}
            problem={problemOf(index)}
            onEntry={(changed) => onRequires(requires.with(index, changed))}
            onRemove={() => {
              focusNext('.requirement-add button');
              announce(`Required flag ${index + 1} removed`);
              onRequires(requires.toSpliced(index, 1));
            }}
          />
        ))}
      </ul>
      <div class="requirement-add">
        <EditButton
          onClick={() => {
            focusNext('.requirement:last-child input');
            announce(`Required flag ${requires.length + 1} added`);
            onRequires([...requires, '']);
          }}
        >
          Add required flag
        </EditButton>
      </div>
    </div>
  );
}
