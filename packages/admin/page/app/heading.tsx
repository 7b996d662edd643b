import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { serverStatus } from '../status/server-status.js';

let isFirst = true;

/** The properties of a heading. */
export interface HeadingProps {
  readonly title: string;
  /** The initial scroll position in pixels. @default 0 */
  readonly scrolledTo?: number;
  /** The content to show instead of the title. */
  readonly children?: ComponentChildren;
}

/** The title of a view. It gets the focus when the view opens, and is the title of the browser tab, with the environment. */
export function Heading({ title, scrolledTo = 0, children = title }: HeadingProps): JSX.Element {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${serverStatus.value?.environment?.name ?? 'Feature flags'}`;
    // On the first view the focus stays at the top of the page. A new view resets the scroll position.
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
