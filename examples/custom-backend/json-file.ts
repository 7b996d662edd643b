import { conflictIn, type FlagEntries, type FlagStore } from '@halyard/core/store';
import { readFileSync, renameSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Flags in a JSON file of names and texts: `{ "new_checkout": "on", "beta": "users:alice,bob" }`. */
export function jsonFile(path: string): FlagStore {
  const read = (): Record<string, string> => JSON.parse(readFileSync(path, 'utf8'));
  return {
    name: 'json file',

    async load(): Promise<FlagEntries> {
      return Object.entries(read());
    },

    watch({ changed }) {
      // Not the file: its watcher would stay with the old file when another replaces it.
      const watcher = watch(dirname(path), (_event, file) => file === basename(path) && changed());
      return () => watcher.close();
    },

    async write(changes) {
      const flags = new Map(Object.entries(read()));
      const conflict = conflictIn(changes, (name) => flags.get(name));
      if (conflict !== undefined) throw conflict;
      for (const { name, text } of changes) {
        if (text === undefined) flags.delete(name);
        else flags.set(name, text);
      }
      writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(flags), null, 2));
      renameSync(`${path}.new`, path);
    },
  };
}
