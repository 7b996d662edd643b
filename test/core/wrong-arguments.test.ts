import {
  type Backend,
  CompositeBackend,
  FeatureFlags,
  MemoryBackend,
  mirrored,
  persistent,
  readOnly,
} from '@halyard/core';
import { type FlagStore, StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';

const memory = new MemoryBackend();
const store: FlagStore = { name: 'store', load: async () => new Map() };
const wrong = (value?: unknown): never => value as never;
const list = wrong(CompositeBackend) as new (...layers: readonly Backend[]) => Backend;

/** What a newcomer may write, and the sentence that says what to write. */
const MISTAKES: readonly (readonly [string, () => unknown, string])[] = [
  [
    'new FeatureFlags()',
    () => new (wrong(FeatureFlags) as new () => unknown)(),
    'FeatureFlags.open: needs a backend, such as new MemoryBackend(), received undefined',
  ],
  [
    'FeatureFlags.lazy(store)',
    () => FeatureFlags.lazy(wrong(store)),
    'FeatureFlags.open: needs a backend, such as new MemoryBackend(), received a store: pass new StoreBackend(store)',
  ],
  [
    'new CompositeBackend(a, b)',
    () => new list(memory, memory),
    'CompositeBackend: needs a list, such as [new EnvBackend(), new MemoryBackend()], received an object',
  ],
  [
    'new CompositeBackend([])',
    () => new CompositeBackend([]),
    'CompositeBackend: needs at least one backend',
  ],
  [
    'new CompositeBackend([store])',
    () => new CompositeBackend([wrong(store)]),
    'CompositeBackend: needs a backend, such as new MemoryBackend(), received a store: pass new StoreBackend(store)',
  ],
  [
    'persistent(file)',
    () => persistent(wrong('flags.json'), wrong()),
    'persistent: needs a backend, such as new MemoryBackend(), received "flags.json"',
  ],
  [
    'persistent(backend)',
    () => persistent(memory, wrong()),
    'persistent: the file must be a path, received undefined',
  ],
  [
    'mirrored(backend, copy)',
    () => mirrored(memory, wrong(memory)),
    'mirrored: needs a list, such as [new EnvBackend(), new MemoryBackend()], received an object',
  ],
  [
    'readOnly()',
    () => readOnly(wrong()),
    'readOnly: needs a backend, such as new MemoryBackend(), received undefined',
  ],
  [
    'new StoreBackend(backend)',
    () => new StoreBackend(wrong(memory)),
    'StoreBackend: needs a store, such as { name: "my store", load: async () => new Map() }, received an object',
  ],
];

describe('a wrong argument', () => {
  for (const [call, make, message] of MISTAKES) {
    it(`is named by ${call}`, () => {
      expect(make).to.throw(message);
    });
  }
});
