import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** What every field has. */
export interface LabelledProps {
  readonly label: string;
  /** The label is read aloud only, where what stands around says it to the eye. @default false */
  readonly isLabelHidden?: boolean;
  /** What to enter. */
  readonly hint?: ComponentChildren;
  /** What is wrong with the value. */
  readonly problem?: string | undefined;
  /** The problem is read aloud at once: it was found on sending a form, not while typing. @default false */
  readonly isAnnounced?: boolean;
}

/** What ties a control to its label, its hint and its problem. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** A control with its label, hint and problem. */
export function Labelled({
  label,
  isLabelHidden = false,
  hint,
  problem,
  isAnnounced = false,
  children,
}: LabelledProps & { readonly children: (control: ControlAttributes) => ComponentChildren }): JSX.Element {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': problem === undefined ? undefined : true,
      })}
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="field-problem" role={isAnnounced ? 'alert' : undefined}>
          {problem}
        </p>
      )}
    </div>
  );
}
