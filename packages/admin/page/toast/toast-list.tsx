import type { JSX } from 'preact';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { dismissToast, toasts } from './toasts.js';

/** The current messages. Screen readers announce them. */
export function ToastList(): JSX.Element {
  const shown = useStore(toasts, (list) => list);
  return (
    <div class="toasts" role="status" aria-live="polite" aria-label="Messages">
      {shown.map(({ id, kind, text, actions = [] }) => (
        <div key={id} class={`toast toast-${kind}`}>
          <span class="toast-text">{text}</span>
          {actions.map((action) => (
            <Button
              key={action.text}
              kind="quiet"
              onClick={() => {
                dismissToast(id);
                action.run();
              }}
            >
              {action.text}
            </Button>
          ))}
          <Button kind="quiet" label={`Dismiss: ${text}`} onClick={() => dismissToast(id)}>
            ×
          </Button>
        </div>
      ))}
    </div>
  );
}
