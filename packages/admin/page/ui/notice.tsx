import type { ComponentChildren, JSX } from 'preact';

/** The properties of a notice. */
export interface NoticeProps {
  /** @default "info" */
  readonly kind?: 'info' | 'warning' | 'error';
  /** Buttons or links: the next step. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A highlighted message with the next step. Screen readers announce the kind `error` when it appears. */
export function Notice({ kind = 'info', actions, children }: NoticeProps): JSX.Element {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <div class="notice-text">{children}</div>
      {actions && <div class="notice-actions">{actions}</div>}
    </div>
  );
}
