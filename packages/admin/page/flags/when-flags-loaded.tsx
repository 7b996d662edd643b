import type { JSX } from 'preact';
import { reconnectNow } from '../live/follow-server.js';
import type { FlagRecord } from '../records.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { flagStore } from './flag-store.js';

/** Renders its children after the flags are read. Until then it shows the progress or the error. */
export function FlagsGate(props: {
  readonly children: (byName: ReadonlyMap<string, FlagRecord>) => JSX.Element;
}): JSX.Element {
  const { phase, problem, byName } = useStore(flagStore, (value) => value);
  if (phase === 'ready' || byName.size > 0) return props.children(byName);
  if (phase === 'loading') return <p class="quiet">Reading the flags…</p>;
  return (
    <Notice kind="error" actions={<Button onClick={reconnectNow}>Try now</Button>}>
      The flags can't be read: {problem}. The page tries again automatically.
    </Notice>
  );
}
