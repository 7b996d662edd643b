import type { JSX } from 'preact';
import { connection } from '../live/connection.js';
import { reconnectNow } from '../live/follow-server.js';
import { serverStatus } from '../status/server-status.js';
import { troubledLayers, troubleSentence } from '../status/status-words.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { clockWords } from '../words/time-words.js';
import { useNow } from './now.js';

/** The warnings above every view: no live changes, or a store that is stale or failed. */
export function Banners(): JSX.Element {
  const now = useNow();
  const { state, since, problem } = useStore(connection, (value) => value);
  const status = useStore(serverStatus, (value) => value?.status);
  return (
    <div class="banners" aria-live="polite">
      {state === 'reconnecting' && (
        <Notice kind="warning" actions={<Button onClick={reconnectNow}>Try now</Button>}>
          No live changes since {clockWords(since, now)}: {problem ?? 'the connection was lost'}. What you see
          may be old.
        </Notice>
      )}
      {status !== undefined &&
        troubledLayers(status).map((layer) => (
          <Notice key={layer.name} kind="warning" actions={<a href="#/status">Status</a>}>
            {troubleSentence(layer, now)}
          </Notice>
        ))}
    </div>
  );
}
