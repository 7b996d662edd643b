import { type Position, isOtherShadow } from './position.js';

/** What a flag's text is in the hash; `undefined` if the hash does not have it. */
export interface Difference {
  readonly name: string;
  readonly text: string | undefined;
}

/**
 * What to do with a watch read that was sent at one position and whose reply came at another, and which found the shadow at
 * `found` after it had read the hash: `compare` the hash with memory, `wait` for the messages up to there, or `restart`
 * because the shadow is not the one that was followed. A replica that is further than the read may compare: what the read
 * has outdated the announcement refuses.
 */
export function judgeRead(
  sent: Position,
  position: Position,
  found: Position,
): 'compare' | 'wait' | 'restart' {
  if (isOtherShadow(sent, position, found)) return 'restart';
  return found.number > position.number ? 'wait' : 'compare';
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
