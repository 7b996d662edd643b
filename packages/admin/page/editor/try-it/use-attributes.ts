import type { FlagDefinition } from '@halyard/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { newPartId } from '../model/part-id.js';
import { askedAttributes, type TriedAttribute } from '../model/try-context.js';

/** The rows that are added automatically. */
const MOST_ROWS = 6;

/** The attributes to try a draft with. Adds one row for each attribute that its rules read. */
export function useAttributes(
  draft: FlagDefinition,
): readonly [readonly TriedAttribute[], (attributes: readonly TriedAttribute[]) => void] {
  const [attributes, setAttributes] = useState<readonly TriedAttribute[]>([]);
  const offered = useRef(new Set<string>());
  useEffect(() => {
    const room = MOST_ROWS - attributes.length;
    const fresh = askedAttributes(draft)
      .filter((name) => !offered.current.has(name))
      .slice(0, Math.max(room, 0));
    if (fresh.length === 0) return;
    for (const name of fresh) offered.current.add(name);
    setAttributes((rows) => [
      ...rows,
      ...fresh
        .filter((name) => rows.every((row) => row.name !== name))
        .map((name) => ({ id: newPartId(), name, text: '' })),
    ]);
  }, [draft]);
  return [attributes, setAttributes];
}
