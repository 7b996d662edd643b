import type { ComponentChildren, JSX } from 'preact';

/** What a button looks like and does. */
export interface ButtonProps {
  /** `primary`: the one thing to do here. `danger`: what can't be taken back. @default "plain" */
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** @default "button" */
  readonly type?: 'button' | 'submit';
  /** Its accessible name, where the content is not enough. */
  readonly label?: string;
  /** Why it can't be used now. It stays reachable, so that everybody can learn the reason. */
  readonly disabledBecause?: string | undefined;
  /** What it started is still going on. @default false */
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
