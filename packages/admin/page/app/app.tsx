import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ConflictDialog } from '../conflict/conflict-dialog.js';
import { followServer } from '../live/follow-server.js';
import { KeysDialog } from './keys-dialog.js';
import { OutageDialog } from '../outage/outage-dialog.js';
import { session, startSession } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { followUsage } from '../usage/fleet-usage.js';
import { ToastList } from '../toast/toast-list.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Banners } from './banners.js';
import { DiscardDialog } from './discard-dialog.js';
import { Header } from './header.js';
import { Heading } from './heading.js';
import { followShortcuts } from './shortcuts.js';
import { SignIn } from './sign-in.js';
import { TokenDialog } from './token-dialog.js';
import { View } from './view.js';

/** The whole page. */
export function App(): JSX.Element {
  const who = useStore(session, (value) => value);
  const isIn = who.phase === 'signed in';
  useEffect(() => void startSession(), []);
  useEffect(followShortcuts, []);
  useEffect(() => {
    if (!isIn) return undefined;
    const stop = new AbortController();
    void followServer(stop.signal);
    void followUsage(stop.signal);
    return () => stop.abort();
  }, [isIn]);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          // The hash is the current place.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        {isIn && <Banners />}
        <Content />
      </main>
      <ToastList />
      <ConflictDialog />
      <OutageDialog />
      <DiscardDialog />
      <TokenDialog />
      <KeysDialog />
    </>
  );
}

function Content(): JSX.Element {
  const who = useStore(session, (value) => value);
  switch (who.phase) {
    case 'starting':
      return <p class="quiet">Asking the server…</p>;
    case 'signed out':
      return <SignIn refused={who.refused} />;
    case 'signed in':
      return <View />;
    default:
      return (
        <>
          <Heading title={who.isForbidden ? 'No access' : 'No answer'} />
          <Notice
            kind="error"
            actions={
              <Button kind="primary" onClick={() => void startSession()}>
                Try again
              </Button>
            }
          >
            {who.sentence}.{who.isForbidden && ' Ask the operator of this server for read access.'}
          </Notice>
        </>
      );
  }
}
