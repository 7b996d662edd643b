import type { JSX } from 'preact';

/** What a switch shows and does. */
export interface SwitchProps {
  /** Its accessible name: what is on or off. */
  readonly label: string;
  readonly checked: boolean;
  /** Why it can't be used. It stays reachable, so that everyone can learn the reason. */
  readonly disabledBecause?: string | undefined;
  /** A change is on its way. @default false */
  readonly busy?: boolean;
  /** On means trouble, and is shown in red. @default false */
  readonly isAlarming?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A switch for on and off. */
export function Switch({
  label,
  checked,
  disabledBecause,
  busy = false,
  isAlarming = false,
  onChange,
}: SwitchProps): JSX.Element {
  const disabled = disabledBecause !== undefined;
  return (
    <button
      class={isAlarming ? 'switch switch-alarming' : 'switch'}
      type="button"
      role="switch"
      aria-label={label}
      aria-checked={checked}
      aria-disabled={disabled || undefined}
      aria-busy={busy || undefined}
      title={disabledBecause}
      onClick={() => {
        if (!disabled && !busy) onChange(!checked);
      }}
    >
      <span class="switch-knob" />
    </button>
  );
}
