// A process of its own: counts up the flag "counter" in Redis for ever, and prints each number once it is confirmed. While
// the server is away it tries again.
import { isHalyardError } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';
import { setTimeout } from 'node:timers/promises';

/** As long as a server takes to come back. */
const RETRY_MS = 20;

const [url] = process.argv.slice(2);
const backend = new RedisBackend(url!);
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
    if (!isHalyardError(error)) throw error;
    await setTimeout(RETRY_MS);
  }
}
