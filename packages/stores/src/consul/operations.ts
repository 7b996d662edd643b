import type { ChunkLimits, StoreChange } from '@halyard/core/store';
import type { KvEntry } from './consul-kv.js';

/** One operation of a transaction. `Key` is without the prefix. */
export type Operation = { readonly Key: string } & (
  | { readonly Verb: 'set'; readonly Value: string }
  | { readonly Verb: 'cas'; readonly Value: string; readonly Index: number }
  | { readonly Verb: 'check-index'; readonly Index: number }
  | { readonly Verb: 'check-not-exists' | 'delete' }
);

/** Consul takes requests of 512 kB, and base64 makes a text a third longer. */
const MOST_BYTES = 500_000;

/** What one transaction takes. */
export const TRANSACTION_LIMITS: ChunkLimits<StoreChange> = {
  // Versions before 1.13 take 64 operations, and a guarded removal needs two.
  items: 32,
  size: MOST_BYTES,
  sizeOf: ({ name, text = '' }) =>
    200 + Buffer.byteLength(name) + Math.ceil((Buffer.byteLength(text) * 4) / 3),
};

/** The operations for a change. `entry`: the key as it was read, whose text is the one that the change expects. */
export function operationsFor({ name, text, ifText }: StoreChange, entry: KvEntry | undefined): Operation[] {
  if (text !== undefined) {
    const value = { Key: name, Value: Buffer.from(text).toString('base64') };
    // The index 0 is that of a key which does not exist.
    return [
      ifText === undefined ? { Verb: 'set', ...value } : { Verb: 'cas', ...value, Index: entry?.index ?? 0 },
    ];
  }
  const removal: Operation = { Verb: 'delete', Key: name };
  if (ifText === undefined) return [removal];
  if (entry === undefined) return [{ Verb: 'check-not-exists', Key: name }];
  // The verb delete-cas would be content with a key that is gone.
  return [{ Verb: 'check-index', Key: name, Index: entry.index }, removal];
}
