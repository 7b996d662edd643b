import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

/** What a folded group of controls has. */
export interface MoreProps {
  readonly summary: string;
  /** Whether it starts unfolded, because something in it is set. */
  readonly isOpenAtFirst: boolean;
  readonly children: ComponentChildren;
}

/** Controls that most people do not need, folded until they are wanted. */
export function More({ summary, isOpenAtFirst, children }: MoreProps): JSX.Element {
  // Decided once, so that clearing a field inside does not fold it away.
  const [open] = useState(isOpenAtFirst);
  return (
    <details class="more" open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
