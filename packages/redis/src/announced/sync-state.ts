import type { Position } from './position.js';
import { PROTOCOL_VERSION } from './helper-keys.js';

/** The fields of the helper key `sync` that say where the shadow is. */
export const SYNC_FIELDS = ['version', 'epoch', 'number', 'head', 'secret'] as const;

/** What `sync` says: a position with the secret, `broken` if it is gone or was tampered with, or another `version`. */
export type SyncState = { readonly position: Position; readonly secret: string } | 'broken' | 'version';

/** Reads the reply to HMGET of `SYNC_FIELDS`. */
export function syncState(reply: unknown): SyncState {
  if (!Array.isArray(reply)) return 'broken';
  const [version, epoch, number, head, secret] = reply as readonly (string | null)[];
  if (version && version !== PROTOCOL_VERSION) return 'version';
  if (!version || !isWhole(epoch) || !isWhole(number) || typeof head !== 'string' || !secret) return 'broken';
  return { position: { epoch: Number(epoch), number: Number(number), head }, secret };
}

function isWhole(text: string | null | undefined): boolean {
  return typeof text === 'string' && /^\d{1,16}$/.test(text);
}
