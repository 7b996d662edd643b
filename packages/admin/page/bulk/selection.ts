import type { FlagRecord } from '../records.js';
import { Store } from '../state/observable.js';

/** The names of the flags that are selected in the list. */
export const selection: Store<ReadonlySet<string>> = new Store<ReadonlySet<string>>(new Set());

/** Whether a flag can be changed with others: it can be used, and a change has an effect. */
export function isSelectable({ definition, noEffect }: FlagRecord): boolean {
  return definition !== null && noEffect === undefined;
}

/** Selects these flags, or not any more. */
export function select(names: Iterable<string>, isSelected: boolean): void {
  const next = new Set(selection.value);
  for (const name of names) {
    if (isSelected) next.add(name);
    else next.delete(name);
  }
  selection.set(next);
}
