import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Where the focus goes next. */
export interface NextFocus {
  /** For the element that has the control. */
  readonly within: RefObject<HTMLDivElement | null>;
  /** After the next render, focuses the first element within it that this selector finds. */
  readonly focusNext: (selector: string | undefined) => void;
}

/**
 * Moves the focus to a control that only the next render makes, or away from one that it removes. Waits for a render in
 * which `value` changed.
 */
export function useNextFocus(value: unknown): NextFocus {
  const within = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    within.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = undefined;
  }, [value]);
  const focusNext = (selector: string | undefined): void => {
    wanted.current = selector;
  };
  return { within, focusNext };
}
