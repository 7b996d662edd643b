import type { Access } from '@halyard/admin';
import { createHash } from 'node:crypto';

/**
 * A secret for the URLs of event streams, the same for all servers with the same tokens. `undefined` if only tokens of
 * limited callers are known, which are in web pages.
 */
export function streamSecret(tokens: Readonly<Record<string, Access>>): string | undefined {
  const secret = Object.keys(tokens).filter((token) => tokens[token]!.flags === undefined);
  if (secret.length === 0) return undefined;
  return createHash('sha256').update(JSON.stringify(secret.toSorted())).digest('hex');
}
