import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

/** The properties of a collapsed group. */
export interface MoreProps {
  readonly summary: string;
  /** Whether it is open at first, because a field in it is set. */
  readonly isOpenAtFirst: boolean;
  readonly children: ComponentChildren;
}

/** Rarely needed controls, collapsed at first. */
export function More({ summary, isOpenAtFirst, children }: MoreProps): JSX.Element {
  // Decided once, so that the group stays open after a field in it is cleared.
  const [open] = useState(isOpenAtFirst);
  return (
    <details class="more" open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
