import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** The properties of every field. */
export interface LabelledProps {
  readonly label: string;
  /** Whether only screen readers get the label, because it is clear from the context. @default false */
  readonly isLabelHidden?: boolean;
  /** A hint for the input. */
  readonly hint?: ComponentChildren;
  /** The problem of the value. */
  readonly problem?: string | undefined;
  /** Whether to announce the problem at once: it was found on submit, not while typing. @default false */
  readonly isAnnounced?: boolean;
}

/** The attributes that connect a control to its label, hint and problem. */
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
