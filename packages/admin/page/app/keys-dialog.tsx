import type { JSX } from 'preact';
import { Store, useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';

/** Whether the list of keys is open. */
export const keysShown: Store<boolean> = new Store<boolean>(false);

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['/'], 'Search the flags'],
  [['↓', '↑'], 'Go to the next or the previous flag of the list'],
  [['Home', 'End'], 'Go to the first or the last flag of the list'],
  [['Enter'], 'Open the flag'],
  [['Space'], 'Switch the flag, or select it, on its switch or box'],
  [['Ctrl S'], 'Save the flag'],
  [['Ctrl Z'], 'Undo the last change'],
  [['Esc'], 'Close a dialog'],
  [['?'], 'Show these keys'],
];

/** Shows what each key does. */
export function KeysDialog(): JSX.Element | null {
  const isShown = useStore(keysShown, (value) => value);
  if (!isShown) return null;
  const close = (): void => keysShown.set(false);
  return (
    <Dialog title="Keys" onClose={close}>
      <dl class="keys">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <DialogButtons>
        <Button kind="primary" onClick={close}>
          Close
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
