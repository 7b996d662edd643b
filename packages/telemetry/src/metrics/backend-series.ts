import type { BackendStatus } from '@halyard/core';

/** A backend under a name that no other has: the second `redis` is `redis-2`. */
export interface NamedBackend {
  readonly name: string;
  readonly status: BackendStatus;
}

/** The whole backend first, then its layers and copies. */
export function namedBackends(status: BackendStatus): NamedBackend[] {
  const seen = new Map<string, number>();
  return withParts(status).map((each) => {
    const count = (seen.get(each.name) ?? 0) + 1;
    seen.set(each.name, count);
    return { name: count === 1 ? each.name : `${each.name}-${count}`, status: each };
  });
}

function withParts(status: BackendStatus): BackendStatus[] {
  return [status, ...[...(status.layers ?? []), ...(status.copies ?? [])].flatMap(withParts)];
}
