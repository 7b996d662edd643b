import type { JSX } from 'preact';
import { reconnectNow } from '../live/follow-server.js';
import type { FlagRecord } from '../records.js';
import { useStore } from '../store/store.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { flagStore } from './flag-store.js';

/** Renders what needs the flags once they are read; until then, that they are on their way or why they are not. */
export function FlagsGate(props: {
  readonly children: (byName: ReadonlyMap<string, FlagRecord>) => JSX.Element;
}): JSX.Element {
  const { phase, problem, byName } = useStore(flagStore, (value) => value);
  if (phase === 'ready' || byName.size > 0) return props.children(byName);
  if (phase === 'loading') return <p class="quiet">Reading the flags…</p>;
  return (
    <Notice kind="error" actions={<Button onClick={reconnectNow}>Try now</Button>}>
      The flags can't be read: {problem}. It is tried again by itself.
    </Notice>
  );
}
