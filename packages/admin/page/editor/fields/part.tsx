import type { ComponentChildren, JSX } from 'preact';
import { useDescription } from '../../ui/use-description.js';

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
  const { describedBy, paragraphs } = useDescription({ hint, problem });
  return (
    <fieldset class="part" aria-describedby={describedBy}>
      <legend class="part-legend">{legend}</legend>
      {actions && <div class="part-actions">{actions}</div>}
      {paragraphs}
      {children}
    </fieldset>
  );
}
