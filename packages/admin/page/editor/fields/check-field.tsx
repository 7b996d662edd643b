import type { JSX } from 'preact';
import { useDescription } from '../../ui/use-description.js';
import { useEditing } from '../editing.js';

/** The properties of a check field. */
export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** The problem of the value. */
  readonly problem?: string | undefined;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}

/** A checkbox. */
export function CheckField({ label, hint, problem, checked, onCheck }: CheckFieldProps): JSX.Element {
  const { id, describedBy, paragraphs } = useDescription({ hint, problem });
  const { readOnly } = useEditing();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={readOnly !== undefined}
        aria-describedby={describedBy}
        aria-invalid={problem === undefined ? undefined : true}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {paragraphs}
    </div>
  );
}
