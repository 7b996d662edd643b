import type { JSX } from 'preact';

/** The properties of a switch. */
export interface SwitchProps {
  /** The accessible name. */
  readonly label: string;
  readonly checked: boolean;
  /** The reason why it is disabled. It stays focusable, so that every user can read the reason. */
  readonly disabledBecause?: string | undefined;
  /** Whether a change is pending. @default false */
  readonly busy?: boolean;
  /** What on means: `alarm` is shown in red, `waiting` (no effect yet) in the colour of warnings. @default "good" */
  readonly tone?: 'good' | 'waiting' | 'alarm';
  readonly onChange: (checked: boolean) => void;
}

/** A switch for on and off. */
export function Switch({
  label,
  checked,
  disabledBecause,
  busy = false,
  tone = 'good',
  onChange,
}: SwitchProps): JSX.Element {
  const disabled = disabledBecause !== undefined;
  return (
    <button
      class={`switch switch-${tone}`}
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
