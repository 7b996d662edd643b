import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** What describes a control. */
export interface DescriptionProps {
  readonly hint?: ComponentChildren;
  /** The problem of the value. */
  readonly problem?: string | undefined;
  /** Whether to announce the problem at once: it was found on submit, not while typing. @default false */
  readonly isAnnounced?: boolean | undefined;
}

/** A description, and what connects a control to it. */
export interface Description {
  /** An id for the control. */
  readonly id: string;
  /** The control's `aria-describedby`. */
  readonly describedBy: string | undefined;
  /** The hint and the problem, each in a paragraph. */
  readonly paragraphs: JSX.Element;
}

/** The hint and the problem of a control. */
export function useDescription({ hint, problem, isAnnounced = false }: DescriptionProps): Description {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return {
    id,
    describedBy: describedBy || undefined,
    paragraphs: (
      <>
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
      </>
    ),
  };
}
