import type { JSX } from 'preact';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { ended } from '../words/word-list.js';
import { pendingOutage } from './confirm-outage.js';

/** Asks before a kill switch is switched on. */
export function OutageDialog(): JSX.Element | null {
  const pending = useStore(pendingOutage, (value) => value);
  if (pending === undefined) return null;
  const { name, description, decide } = pending;
  return (
    <Dialog title={`Start an outage with ${name}?`} onClose={() => decide(false)}>
      {description !== undefined && <p>{ended(description)}</p>}
      <p>
        This is a kill switch. While it is on, what it stops answers 503 to the users that the flag is on for.
      </p>
      <DialogButtons>
        <Button onClick={() => decide(false)}>Cancel</Button>
        <Button kind="danger" onClick={() => decide(true)}>
          Switch on: answer 503
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
