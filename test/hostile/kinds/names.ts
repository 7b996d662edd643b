import { FeatureFlags, isHalyardError, MemoryBackend } from '@halyard/core';
import type { HostileKind } from '../hostile-kind.js';
import { hostileText } from '../hostile-text.js';
import { hostileValue } from '../hostile-value.js';

/** Names of flags, asked for and written: no read throws, and a write stores the name or rejects it. */
export const names: HostileKind = {
  name: 'names',
  limitMs: 20,
  async open() {
    const backend = new MemoryBackend({ new_checkout: true, beta: '25%' });
    const flags = await FeatureFlags.open(backend, { logger: false });
    return (random) => {
      const name = (random.once(5) ? hostileValue(random) : hostileText(random)) as string;
      const fallback = random.of([undefined, true, false]);
      const source = hostileText(random);
      return async () => {
        if (typeof name === 'string') read(flags, name, fallback);
        try {
          await flags.set(name, source);
          if (backend.snapshot.flags.get(name)?.name !== name) throw new Error('stored under another name');
          await flags.delete(name);
        } catch (error) {
          if (!isHalyardError(error)) throw error;
        }
      };
    };
  },
};

function read(flags: FeatureFlags, name: string, fallback: boolean | undefined): void {
  if (typeof flags.isEnabled(name, fallback) !== 'boolean') throw new Error('isEnabled');
  if (flags.getValue(name, 'none') === undefined) throw new Error('getValue');
  if (typeof flags.at({}).isEnabled(name) !== 'boolean') throw new Error('at');
  if (typeof flags.evaluate(name).reason !== 'string') throw new Error('evaluate');
  if (flags.explain(name).lines.length === 0) throw new Error('explain');
  if (flags.has(name) !== (flags.definition(name) !== undefined)) throw new Error('has');
}
