// A process of its own: counts up the flag "counter" at a URL, and prints each number once it is stored. It ends without
// closing the backend.
import { isHalyardError } from '@halyard/core';
import { SqlBackend } from '@halyard/sql';

const backend = new SqlBackend(process.argv[2]!, { loadTimeoutMs: 30_000, writeTimeoutMs: 30_000 });
await backend.open();
for (;;) {
  let stored = 0;
  try {
    await backend.set('counter', (current) => {
      stored = ((current?.definition.default as number | undefined) ?? 0) + 1;
      return { default: stored, rules: [] };
    });
    console.log(stored);
  } catch (error) {
    // The others were faster, again and again: nothing was stored.
    if (!isHalyardError(error, 'CONFLICT')) throw error;
  }
}
