import type { Flag } from '../evaluation/flag.js';
import type { InvalidFlag } from '../evaluation/invalid-flag.js';
import { canonicalName } from '../flag/spelling.js';
import { Snapshot, type SnapshotEntry } from './snapshot.js';
import { VersionedMap } from './versioned-map.js';

/** Makes a snapshot of many entries, one after the other, so that the work can be done in slices. */
export class SnapshotBuilder {
  readonly #flags = new Map<string, Flag>();
  readonly #invalid = new Map<string, InvalidFlag>();
  readonly #unused = new Map<string, string>();
  readonly #spellings = new Map<string, string[]>();

  /** Adds what is stored under a name. No name is added twice. */
  add(name: string, { flag, invalid, unused }: SnapshotEntry): void {
    if (flag !== undefined) this.#flags.set(name, flag);
    if (invalid !== undefined) this.#invalid.set(name, invalid);
    if (unused !== undefined) this.#unused.set(name, unused);
    if (flag === undefined && invalid === undefined) return;
    const canonical = canonicalName(name);
    if (canonical === name) return;
    const spellings = this.#spellings.get(canonical);
    if (spellings === undefined) this.#spellings.set(canonical, [name]);
    else spellings.push(name);
  }

  /** The snapshot of all that was added. Nothing is added any more. */
  build(): Snapshot {
    return new Snapshot(
      VersionedMap.of(this.#flags),
      VersionedMap.of(this.#invalid),
      VersionedMap.of(this.#unused),
      VersionedMap.of<readonly string[]>(this.#spellings),
    );
  }
}
