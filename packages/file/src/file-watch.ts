import type { StoreWatcher } from '@halyard/core/store';
import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { stampOf } from './file-stamp.js';

/**
 * Tells `watcher` whenever a file may have changed, until the returned function is called. Throws when its folder can't be
 * watched. Never keeps the process alive.
 */
export function watchFile(path: string, watcher: StoreWatcher): () => void {
  const names = new Set([path, realPath(path)].map((each) => basename(each)));
  let stamp = '';
  const look = async (): Promise<void> => {
    const before = stamp;
    stamp = await stampOf(path);
    if (stamp !== before) watcher.changed();
  };
  // Folders are watched, not the file: replacing a file leaves its watcher behind.
  const folders = new Set([path, realPath(path)].map((each) => dirname(each)));
  const watchers = [...folders].map((folder) => open(folder, names, watcher, look));
  return () => {
    for (const each of watchers) each.close();
  };
}

function open(
  folder: string,
  names: ReadonlySet<string>,
  watcher: StoreWatcher,
  look: () => Promise<void>,
): FSWatcher {
  const opened = watch(folder, { persistent: false }, (_event, name) => {
    // A link on the way to the file may be what changed; but most other events in the folder do not matter.
    if (name === null || names.has(name)) watcher.changed();
    else void look();
  });
  opened.on('error', (error) => watcher.polling(`its folder can't be watched: ${error.message}`));
  return opened;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
