import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** The properties of a group of controls. */
export interface PartProps {
  readonly legend: string;
  /** The problem of the group as a whole. */
  readonly problem?: string | undefined;
  readonly hint?: ComponentChildren;
  /** Buttons beside the legend. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A group of controls under a legend. */
export function Part({ legend, problem, hint, actions, children }: PartProps): JSX.Element {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <fieldset class="part" aria-describedby={describedBy || undefined}>
      <legend class="part-legend">{legend}</legend>
      {actions && <div class="part-actions">{actions}</div>}
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="field-problem">
          {problem}
        </p>
      )}
      {children}
    </fieldset>
  );
}
