import type { ChunkLimits, StoreChange } from '@halyard/core/store';

/** What one transaction takes. */
export const TRANSACTION_LIMITS: ChunkLimits<StoreChange> = {
  // etcd takes 128 operations by default, and a guarded change may need two.
  items: 64,
  // etcd takes requests of 1.5 MiB by default, and base64 makes a text a third longer.
  size: 1024 * 1024,
  sizeOf: ({ name, text = '', ifText }) => name.length + text.length + (ifText?.length ?? 0),
};
