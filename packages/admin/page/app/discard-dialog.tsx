import type { JSX } from 'preact';
import { heldNavigation } from '../routing/navigation.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';

/** Asks before unsaved edits are lost. */
export function DiscardDialog(): JSX.Element | null {
  const held = useStore(heldNavigation, (value) => value);
  if (held === undefined) return null;
  const stay = (): void => heldNavigation.set(undefined);
  return (
    <Dialog title="Leave without saving?" onClose={stay}>
      <p>Your changes are not saved. They are lost when you leave.</p>
      <DialogButtons>
        <Button onClick={stay}>Keep editing</Button>
        <Button
          kind="danger"
          onClick={() => {
            stay();
            held.leave();
          }}
        >
          Discard changes
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
