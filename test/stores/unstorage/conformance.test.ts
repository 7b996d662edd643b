import { type BackendSubject, backendSuite, runSections } from '@halyard/conformance';
import { UnstorageBackend } from '@halyard/stores/unstorage';
import { describe, it } from 'mocha';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, type Driver } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import memoryDriver from 'unstorage/drivers/memory';
import { keyOfName } from '../../../packages/stores/src/unstorage/key-name.js';

interface Place {
  /** A driver as another process has one, for the same place. */
  readonly driver: () => Driver;
  readonly remove?: () => void;
}

const subject = (name: string, place: () => Place, more: Partial<BackendSubject> = {}): BackendSubject => ({
  name,
  notAtomic: 'a storage stores one key at a time',
  create: async (stored) => {
    const { driver, remove } = place();
    const [storage, other] = [createStorage({ driver: driver() }), createStorage({ driver: driver() })];
    const key = (flag: string): string => `feature_flags:${keyOfName(flag)}`;
    for (const [flag, text] of stored) {
      // The name of a file has at most 255 bytes: another name that is not allowed stands in for one of 257.
      await other.setItemRaw(key(flag.length > 256 ? 'three words there' : flag), text);
    }
    return {
      backend: new UnstorageBackend(storage, { pollMs: 20 }),
      change: async (flag, text) => {
        if (text === undefined) await other.removeItem(key(flag));
        else await other.setItemRaw(key(flag), text);
      },
      dispose: async () => {
        await Promise.all([storage.dispose(), other.dispose()]);
        remove?.();
      },
    };
  },
  ...more,
});

const memory = subject('UnstorageBackend, memory', () => {
  const driver = memoryDriver();
  return { driver: () => driver };
});
const files = subject(
  'UnstorageBackend, fs',
  () => {
    const base = mkdtempSync(join(tmpdir(), 'halyard-unstorage-'));
    return {
      driver: () => fsDriver({ base }),
      remove: () => rmSync(base, { recursive: true, force: true }),
    };
  },
  { limitedNames: 'the name of a file has at most 255 bytes' },
);

const withoutThousand = backendSuite(files).map((section) => ({
  ...section,
  cases: section.cases.map(({ name, ...rest }) =>
    name.startsWith('a thousand flags') ? { name, skip: 'a thousand files take seconds' } : { name, ...rest },
  ),
}));

runSections(backendSuite(memory), { describe, it });
runSections(withoutThousand, { describe, it });
