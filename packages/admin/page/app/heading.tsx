import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let isFirst = true;

/** What a view is called. */
export interface HeadingProps {
  readonly title: string;
  /** Where the view begins, in pixels from its top. @default 0 */
  readonly scrolledTo?: number;
  /** What is shown instead of the title. */
  readonly children?: ComponentChildren;
}

/** A view's title, which gets the focus when somebody goes there, and names the browser's tab. */
export function Heading({ title, scrolledTo = 0, children = title }: HeadingProps): JSX.Element {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Feature flags`;
    // Who opens the page begins before it; a view does not begin where the one before it was scrolled to.
    if (!isFirst) {
      scrollTo(0, scrolledTo);
      element.current?.focus({ preventScroll: true });
    }
    isFirst = false;
  }, [title]);
  return (
    <h1 ref={element} tabIndex={-1}>
      {children}
    </h1>
  );
}
