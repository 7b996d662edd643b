import type { JSX } from 'preact';
import type { SegmentRecord } from '../records.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { loadSegments, segmentStore } from './segment-store.js';

/** Renders its children after the segments are read. */
export function SegmentsGate(props: {
  readonly children: (items: readonly SegmentRecord[]) => JSX.Element;
}): JSX.Element {
  const { phase, problem, items } = useStore(segmentStore, (value) => value);
  if (phase === 'ready' || items.length > 0) return props.children(items);
  if (phase !== 'failed') return <p class="quiet">Reading the segments…</p>;
  return (
    <Notice kind="error" actions={<Button onClick={() => void loadSegments()}>Try again</Button>}>
      The segments can’t be read: {problem}.
    </Notice>
  );
}
