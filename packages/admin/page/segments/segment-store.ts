import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import type { SegmentRecord } from '../records.js';
import { Store } from '../state/observable.js';

/** The segments on this page. They are read on first use. */
export interface SegmentsState {
  readonly phase: 'unread' | 'loading' | 'ready' | 'failed';
  readonly problem?: string;
  readonly items: readonly SegmentRecord[];
}

/** All segments by name. */
export const segmentStore: Store<SegmentsState> = new Store<SegmentsState>({ phase: 'unread', items: [] });

/** Reads the segments. Never rejects: the store holds the error. */
export async function loadSegments(): Promise<void> {
  segmentStore.set({ ...segmentStore.value, phase: 'loading' });
  try {
    segmentStore.set({ phase: 'ready', items: await api.segments() });
  } catch (error) {
    segmentStore.set({ ...segmentStore.value, phase: 'failed', problem: sentenceOf(error) });
  }
}

/** Called after a segment has changed. Reads the segments again if they are in use. */
export function segmentsChanged(): void {
  if (segmentStore.value.phase !== 'unread') void loadSegments();
}
