import type { JSX } from 'preact';
import { useStore } from '../state/observable.js';
import type { FlagRecord } from '../records.js';
import { isSelectable, select, selection } from './selection.js';

/** Selects a flag of the list, to change it with others. Nothing for a flag that can't be changed. */
export function SelectBox({ record }: { readonly record: FlagRecord }): JSX.Element | null {
  const { name } = record;
  const isSelected = useStore(selection, (names) => names.has(name));
  if (!isSelectable(record)) return null;
  return (
    <input
      type="checkbox"
      aria-label={`Select ${name}`}
      checked={isSelected}
      onChange={(event) => select([name], event.currentTarget.checked)}
    />
  );
}

/** Selects all flags that are shown, or none. */
export function SelectAllBox({ records }: { readonly records: readonly FlagRecord[] }): JSX.Element {
  const names = useStore(selection, (value) => value);
  const selectable = records.filter(isSelectable);
  const selected = selectable.filter(({ name }) => names.has(name)).length;
  return (
    <input
      type="checkbox"
      aria-label="Select all flags shown"
      checked={selected > 0 && selected === selectable.length}
      indeterminate={selected > 0 && selected < selectable.length}
      onChange={(event) =>
        select(
          selectable.map(({ name }) => name),
          event.currentTarget.checked,
        )
      }
    />
  );
}
