import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api.js';
import { flagStore } from '../../flags/flag-store.js';
import { useStore } from '../../state/observable.js';

/** The names that a definition can refer to. */
export interface Names {
  readonly flagNames: readonly string[];
  readonly segmentNames: readonly string[];
}

/** The names to suggest. Without segments if they can't be read. */
export function useNames(): Names {
  const [segmentNames, setSegmentNames] = useState<readonly string[]>([]);
  const byName = useStore(flagStore, (state) => state.byName);
  useEffect(() => {
    api.segments().then(
      (segments) => setSegmentNames(segments.map(({ name }) => name)),
      () => undefined,
    );
  }, []);
  return { flagNames: [...byName.keys()], segmentNames };
}
