// A process of its own: counts up the flag "counter" in a file, and prints each number once it is stored. It ends without
// closing the backend.
import { isHalyardError } from '@halyard/core';
import { FileBackend } from '@halyard/file';

const [path, times] = process.argv.slice(2);
const backend = new FileBackend(path!);
await backend.open();
for (let i = 0; i < Number(times); i++) {
  let stored = 0;
  try {
    await backend.set('counter', (current) => {
      stored = ((current?.definition.default as number | undefined) ?? 0) + 1;
      return { default: stored, rules: [] };
    });
    console.log(stored);
  } catch (error) {
    // The other writers were faster, again and again.
    if (!isHalyardError(error, 'CONFLICT')) throw error;
    i--;
  }
}
