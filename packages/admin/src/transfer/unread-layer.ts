import type { BackendStatus } from '@halyard/core';

/**
 * The layer that was never read: flags that are stored may be missing because of it. `undefined` if there is none. What
 * `persistent` has saved stands in for its own layer, which has the same name.
 */
export function unreadLayer(status: BackendStatus): BackendStatus | undefined {
  if (status.state === 'failed') return status;
  for (const layer of status.layers ?? []) {
    const unread = layer.name === status.name ? undefined : unreadLayer(layer);
    if (unread !== undefined) return unread;
  }
  return undefined;
}
