import type { ComponentChildren, JSX } from 'preact';

/** The properties of a button. */
export interface ButtonProps {
  /** `primary`: the main action. `danger`: an action that can't be undone. @default "plain" */
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** @default "button" */
  readonly type?: 'button' | 'submit';
  /** The accessible name, if the content is not enough. */
  readonly label?: string;
  /** The reason why it is disabled. It stays focusable, so that every user can read the reason. */
  readonly disabledBecause?: string | undefined;
  /** Whether its action is still running. @default false */
  readonly busy?: boolean;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}

/** A button. */
export function Button({
  kind = 'plain',
  type = 'button',
  label,
  disabledBecause,
  busy = false,
  onClick,
  children,
}: ButtonProps): JSX.Element {
  const disabled = disabledBecause !== undefined || busy;
  return (
    <button
      class={`button button-${kind}`}
      type={type}
      aria-label={label}
      aria-disabled={disabled || undefined}
      aria-busy={busy || undefined}
      title={disabledBecause}
      onClick={(event) => {
        if (disabled) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}
