import type { FlagSource } from '@halyard/core';
import type { StoreEntry } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/**
 * Everything that is stored, by name in code-unit order, exactly as it is stored: flags, segments, invalid texts and texts
 * under other reserved names. With its times where the store keeps them. A text that the backend hides is left out.
 */
export function storedEntries({ snapshot }: AnyFlags): Map<string, StoreEntry> {
  const { flags, invalid, unused } = snapshot;
  const names = new Set([...flags.keys(), ...unused.keys()]);
  const entries = Array.from(names, (name): [string, FlagSource | StoreEntry] => {
    const flag = flags.get(name);
    // A flag that serves its previous definition: its stored text is the invalid one.
    if (flag === undefined || invalid.get(name)?.serving === 'previous') {
      return [name, unused.get(name) ?? flag!.text];
    }
    const { text, createdAt, updatedAt } = flag;
    if (createdAt === undefined && updatedAt === undefined) return [name, text];
    return [
      name,
      {
        text,
        ...(createdAt === undefined ? {} : { createdAt }),
        ...(updatedAt === undefined ? {} : { updatedAt }),
      },
    ];
  });
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
