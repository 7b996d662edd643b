import type { Backend } from '@halyard/core';
import assert from 'node:assert/strict';

/** Resolves as soon as `holds()` is true, looked at after every change of the backend; fails after `ms`. */
export async function eventually(
  backend: Backend,
  what: string,
  holds: () => boolean,
  ms = 5000,
): Promise<void> {
  if (holds()) return;
  let unsubscribe = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const seen = new Promise<boolean>((resolve) => {
    unsubscribe = backend.subscribe(() => holds() && resolve(true));
    timer = setTimeout(() => resolve(holds()), ms);
  });
  try {
    assert.ok(await seen, `within ${ms} ms: ${what}`);
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}
