import type { Position } from './position.js';

/** What a flag's text is in the hash; `undefined` if the hash does not have it. */
export interface Difference {
  readonly name: string;
  readonly text: string | undefined;
}

/**
 * What to do with a watch read, which found the hash when the shadow was at `read`: `compare` it with memory, `wait` for the
 * messages up to there, or `restart` because the shadow is not the one that was followed. A replica that is further than the
 * read may compare: what the read has outdated the announcement refuses.
 */
export function judgeRead(position: Position, read: Position): 'compare' | 'wait' | 'restart' {
  if (read.epoch !== position.epoch) return 'restart';
  if (read.number > position.number) return 'wait';
  return read.number === position.number && read.head !== position.head ? 'restart' : 'compare';
}

/** The names whose texts in hash and memory differ, with the text in the hash. */
export function differences(
  hash: ReadonlyMap<string, string>,
  memory: ReadonlyMap<string, string>,
): Difference[] {
  const found: Difference[] = [];
  let shared = 0;
  for (const [name, text] of hash) {
    const known = memory.get(name);
    if (known !== undefined) shared += 1;
    if (known !== text) found.push({ name, text });
  }
  if (shared === memory.size) return found;
  for (const name of memory.keys()) if (!hash.has(name)) found.push({ name, text: undefined });
  return found;
}
