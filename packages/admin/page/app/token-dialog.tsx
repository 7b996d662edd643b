import type { JSX } from 'preact';
import { decideOnToken, offeredToken, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';

/** Asks before the token of a sign-in link replaces a session. */
export function TokenDialog(): JSX.Element | null {
  const token = useStore(offeredToken, (value) => value);
  const who = useStore(session, (value) => value);
  if (token === undefined || who.phase === 'starting' || who.phase === 'signed out') return null;
  const keep = (): void => decideOnToken(false);
  const actor = who.phase === 'signed in' ? who.actor : undefined;
  return (
    <Dialog title="Sign in with the token of the link?" onClose={keep}>
      <p>
        {actor === undefined ? 'You have a session here.' : `You are signed in as ${actor}.`} The link that
        you opened has another token. Changes you make with it are recorded under the name of its owner.
      </p>
      <DialogButtons>
        <Button onClick={keep}>{actor === undefined ? 'Cancel' : `Stay signed in as ${actor}`}</Button>
        <Button kind="danger" onClick={() => decideOnToken(true)}>
          Use the token
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
