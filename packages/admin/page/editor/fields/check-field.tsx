import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useEditing } from '../editing.js';

/** What a field for yes or no has. */
export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}

/** A box to tick. */
export function CheckField({ label, hint, checked, onCheck }: CheckFieldProps): JSX.Element {
  const id = useId();
  const { readOnly } = useEditing();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={readOnly !== undefined}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
