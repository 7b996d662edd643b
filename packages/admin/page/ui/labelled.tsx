import type { ComponentChildren, JSX } from 'preact';
import { type DescriptionProps, useDescription } from './use-description.js';

/** The properties of every field. */
export interface LabelledProps extends DescriptionProps {
  readonly label: string;
  /** Whether only screen readers get the label, because it is clear from the context. @default false */
  readonly isLabelHidden?: boolean;
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
  isAnnounced,
  children,
}: LabelledProps & { readonly children: (control: ControlAttributes) => ComponentChildren }): JSX.Element {
  const { id, describedBy, paragraphs } = useDescription({ hint, problem, isAnnounced });
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy,
        'aria-invalid': problem === undefined ? undefined : true,
      })}
      {paragraphs}
    </div>
  );
}
