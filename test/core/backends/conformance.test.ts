import { type BackendFixture, type BackendSubject, backendSuite, runSections } from '@halyard/conformance';
import { CompositeBackend, EnvBackend, MemoryBackend, mirrored, persistent, readOnly } from '@halyard/core';
import { type FlagStore, StoreBackend, writeInOrder } from '@halyard/core/store';
import { describe, it } from 'mocha';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RoomStore } from '../../support/room-store.js';

const PRIVATE = 'its flags can be reached through it alone';
const VALIDATED = 'it refuses invalid flags when it is made';
const FOLDED = 'variables are listed in lower case';
const SECRET = 'a variable may hold a secret';

const memory = (stored: ReadonlyMap<string, string>): MemoryBackend => new MemoryBackend(stored);

const env = (stored: ReadonlyMap<string, string>): EnvBackend =>
  new EnvBackend({
    env: Object.fromEntries([...stored].map(([name, text]) => [`FEATURE_${name.toUpperCase()}`, text])),
  });

/** A backend of a room that others can enter; `as` narrows what the store can do. */
function storeBackend(
  stored: ReadonlyMap<string, string>,
  as: (room: RoomStore) => FlagStore = (room) => room,
) {
  const room = new RoomStore(stored);
  const backend = new StoreBackend(as(room), { pollMs: 10 });
  return { backend, change: async (name: string, text: string | undefined) => room.change(name, text) };
}

/** With a file of its own, which is gone afterwards. */
async function onDisk(make: (file: string) => BackendFixture): Promise<BackendFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-'));
  return { ...make(join(directory, 'flags')), dispose: () => rm(directory, { recursive: true }) };
}

const subjects: BackendSubject[] = [
  {
    name: 'MemoryBackend',
    keepsUsage: true,
    create: (stored) => ({ backend: memory(stored) }),
    private: PRIVATE,
    validated: VALIDATED,
  },
  {
    name: 'EnvBackend',
    create: (stored) => ({ backend: env(stored) }),
    readOnly: 'a process does not write its environment',
    private: 'the environment is read once',
    limitedNames: FOLDED,
    hidesTexts: SECRET,
  },
  { name: 'StoreBackend of a store that pushes', create: (stored) => storeBackend(stored) },
  {
    name: 'StoreBackend of a store that has to be polled',
    create: (stored) =>
      storeBackend(stored, (room) => ({
        name: 'room',
        load: () => room.load(),
        write: (changes) => room.write(changes),
      })),
  },
  {
    name: 'StoreBackend of a store that writes one flag after another',
    create: (stored) =>
      storeBackend(stored, (room) => ({
        name: 'room',
        load: () => room.load(),
        watch: (watcher) => room.watch(watcher),
        write: (changes, signal) => writeInOrder(changes, signal, (change) => room.write([change])),
      })),
    notAtomic: 'it writes one after another',
  },
  {
    name: 'StoreBackend of a store that can only be read',
    create: (stored) => storeBackend(stored, (room) => ({ name: 'room', load: () => room.load() })),
    readOnly: 'the store has no write',
  },
  {
    name: 'CompositeBackend of memory alone',
    keepsUsage: true,
    create: (stored) => ({ backend: new CompositeBackend([memory(stored)]) }),
    private: PRIVATE,
    validated: VALIDATED,
  },
  {
    name: 'CompositeBackend of a store over an empty environment',
    create: (stored) => {
      const { backend, change } = storeBackend(stored);
      return { backend: new CompositeBackend([backend, env(new Map())]), change };
    },
  },
  {
    name: 'CompositeBackend of an empty environment over a composite of a store',
    create: (stored) => {
      const { backend, change } = storeBackend(stored);
      return { backend: new CompositeBackend([env(new Map()), new CompositeBackend([backend])]), change };
    },
  },
  {
    name: 'CompositeBackend of an environment over a store that can only be read',
    create: (stored) => {
      const { backend } = storeBackend(new Map(), (room) => ({ name: 'room', load: () => room.load() }));
      return { backend: new CompositeBackend([env(stored), backend]) };
    },
    readOnly: 'no layer can be written',
    private: 'the environment is read once',
    limitedNames: FOLDED,
    hidesTexts: SECRET,
  },
  {
    name: 'persistent(memory)',
    keepsUsage: true,
    create: (stored) => onDisk((file) => ({ backend: persistent(memory(stored), file) })),
    private: PRIVATE,
    validated: VALIDATED,
  },
  {
    name: 'persistent(store backend)',
    create: (stored) =>
      onDisk((file) => {
        const { backend, change } = storeBackend(stored);
        return { backend: persistent(backend, file), change };
      }),
  },
  {
    name: 'persistent(env)',
    create: (stored) => onDisk((file) => ({ backend: persistent(env(stored), file) })),
    readOnly: 'a process does not write its environment',
    private: 'the environment is read once',
    limitedNames: FOLDED,
    hidesTexts: SECRET,
  },
  {
    name: 'readOnly(store backend)',
    create: (stored) => {
      const { backend, change } = storeBackend(stored);
      return { backend: readOnly(backend), change };
    },
    readOnly: 'it was made so',
  },
  {
    name: 'mirrored(store backend, [memory, store backend])',
    create: (stored) => {
      const { backend, change } = storeBackend(stored);
      return { backend: mirrored(backend, [memory(new Map()), storeBackend(new Map()).backend]), change };
    },
  },
  {
    name: 'mirrored(store backend, [a copy that hangs])',
    create: (stored) => {
      const { backend, change } = storeBackend(stored);
      const copy = memory(new Map());
      copy.setMany = () => new Promise(() => {});
      return { backend: mirrored(backend, [copy], { timeoutMs: 5 }), change };
    },
  },
  {
    name: 'mirrored(store backend, [a copy that fails], without waiting)',
    create: (stored) => {
      const { backend, change } = storeBackend(stored);
      const copy = memory(new Map());
      copy.setMany = () => Promise.reject(new Error('no'));
      return { backend: mirrored(backend, [copy], { wait: false }), change };
    },
  },
  {
    name: 'composite(persistent(mirrored(store backend, [memory])), env)',
    create: (stored) =>
      onDisk((file) => {
        const { backend, change } = storeBackend(stored);
        const layered = persistent(mirrored(backend, [memory(new Map())]), file);
        return { backend: new CompositeBackend([layered, env(new Map())]), change };
      }),
  },
];

for (const subject of subjects) runSections(backendSuite(subject), { describe, it });
