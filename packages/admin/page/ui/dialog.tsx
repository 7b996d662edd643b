import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** The properties of a dialog. */
export interface DialogProps {
  readonly title: string;
  /** Whether it has space for two columns. @default false */
  readonly wide?: boolean;
  /** Called on Escape. The dialog is open as long as it is rendered. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog. The focus moves to its first control when it opens, and back when it closes. */
export function Dialog({ title, wide = false, onClose, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // At once, not after the next frame: a key pressed before that would be lost.
  useLayoutEffect(() => {
    const dialog = element.current;
    const focused = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // A removed dialog does not restore the focus by itself.
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // A file field also sends this event if no file is chosen.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} class="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** The row of buttons at a dialog's end, the one to choose last. */
export function DialogButtons({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="dialog-buttons">{children}</div>;
}
