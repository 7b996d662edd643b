import type { JSX } from 'preact';
import { connection } from '../live/connection.js';
import { place } from '../routing/navigation.js';
import type { Route } from '../routing/route.js';
import { session, signOut } from '../session/session.js';
import { storedToken } from '../session/token.js';
import { serverStatus } from '../status/server-status.js';
import { useStore } from '../state/observable.js';
import { keysShown } from './keys-dialog.js';
import { Button } from '../ui/button.js';

const PLACES: readonly (readonly [text: string, hash: string, views: readonly Route['view'][]])[] = [
  ['Flags', '#/flags', ['flags', 'flag', 'new flag']],
  ['Stale', '#/stale', ['stale']],
  ['Segments', '#/segments', ['segments', 'segment']],
  ['Changes', '#/changes', ['changes']],
  ['Status', '#/status', ['status']],
];

/** The top of the page: the links to the views, the connection state, and the user. */
export function Header(): JSX.Element {
  const view = useStore(place, (route) => route.view);
  const who = useStore(session, (value) => value);
  const environment = useStore(serverStatus, (value) => value?.environment);
  return (
    <header class="top" style={environment?.color && { borderTop: `4px solid ${environment.color}` }}>
      <a class="brand" href="#/flags">
        Halyard
      </a>
      {environment !== undefined && (
        <span class="environment" title="The environment of these flags">
          <span class="environment-mark" aria-hidden="true" style={{ background: environment.color }} />
          {environment.name}
        </span>
      )}
      {who.phase === 'signed in' && (
        <>
          <nav class="places" aria-label="Views">
            {PLACES.map(([text, hash, views]) => (
              <a key={hash} href={hash} aria-current={views.includes(view) ? 'page' : undefined}>
                {text}
              </a>
            ))}
          </nav>
          <LiveMark />
          <Button kind="quiet" label="Keys" onClick={() => keysShown.set(true)}>
            ?
          </Button>
          <span class="actor" title={who.mayWrite ? 'may change flags' : 'may look at flags'}>
            {who.actor}
            {!who.mayWrite && <span class="badge">read only</span>}
          </span>
          {storedToken() !== undefined && (
            <Button kind="quiet" onClick={signOut}>
              Sign out
            </Button>
          )}
        </>
      )}
    </header>
  );
}

const STATES = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting…',
} as const;

function LiveMark(): JSX.Element {
  const state = useStore(connection, (value) => value.state);
  return (
    <span class={`live live-${state}`} role="status" aria-label="Live changes">
      <span class="live-dot" aria-hidden="true" />
      {STATES[state]}
    </span>
  );
}
