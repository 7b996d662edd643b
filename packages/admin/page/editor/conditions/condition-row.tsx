import type { ComponentChildren, JSX } from 'preact';
import { EditButton } from '../fields/edit-button.js';

/** A member of a group. */
export interface ConditionRowProps {
  /** Its name, such as `condition 2`. */
  readonly name: string;
  readonly onRemove: () => void;
  readonly children: ComponentChildren;
}

/** A member of a group: its controls, and a button that removes it. */
export function ConditionRow({ name, onRemove, children }: ConditionRowProps): JSX.Element {
  return (
    <li class="condition-row">
      <div
        class="condition-body"
        role="group"
        aria-label={name.replace(/^./, (first) => first.toUpperCase())}
      >
        {children}
      </div>
      <EditButton kind="quiet" label={`Remove ${name}`} onClick={onRemove}>
        ×
      </EditButton>
    </li>
  );
}
