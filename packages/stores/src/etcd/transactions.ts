import type { StoreChange } from '@halyard/core/store';

/** etcd takes 128 operations by default, and a guarded change may need two. */
const MOST_CHANGES = 64;

/** etcd takes requests of 1.5 MiB by default, and base64 makes a text a third longer. */
const MOST_LENGTH = 1024 * 1024;

/** The changes in as few transactions as etcd takes, in order. */
export function inTransactions(changes: readonly StoreChange[]): StoreChange[][] {
  const chunks: StoreChange[][] = [];
  let length = Infinity;
  for (const change of changes) {
    const { name, text = '', ifText } = change;
    const own = name.length + text.length + (ifText?.length ?? 0);
    if (length + own > MOST_LENGTH || chunks.at(-1)!.length === MOST_CHANGES) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)!.push(change);
    length += own;
  }
  return chunks;
}
