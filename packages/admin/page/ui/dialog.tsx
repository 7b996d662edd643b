import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** What a dialog holds and how it ends. */
export interface DialogProps {
  readonly title: string;
  /** Room for two columns. @default false */
  readonly wide?: boolean;
  /** Called on Escape. The dialog is open as long as it is rendered. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog. The focus goes to its first control when it appears, and back when it goes. */
export function Dialog({ title, wide = false, onClose, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // At once, not after the next frame: a key that is pressed meanwhile would go nowhere.
  useLayoutEffect(() => {
    const dialog = element.current;
    const focused = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // A removed dialog does not give the focus back by itself.
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // A field for files has an event of this name too, when nothing is chosen.
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
