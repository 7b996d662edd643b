import { CompositeBackend, EnvBackend, FeatureFlags, type FlagChange, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import fc from 'fast-check';

const NAMES = ['a', 'b', 'c', 'd'];
const texts = fc.constantFrom(
  'on',
  'off',
  '50%',
  ...['a', 'b', 'c'].map((name) => `{"requires":["${name}"]}`),
  '{"rules":[{"when":{"$segment":"d"}}]}',
);
const layer = fc.constantFrom(0, 1);
const segment = fc.constantFrom('{"plan":"pro"}', '{"$segment":"d"}', '{"$segment":"e"}');
const change = fc.oneof(
  fc.record({ layer, name: fc.constantFrom(...NAMES), text: fc.option(texts, { nil: undefined }) }),
  fc.record({
    layer,
    name: fc.constantFrom('$segment.d', '$segment.e'),
    text: fc.option(segment, { nil: undefined }),
  }),
);

/** Everything that can be asked of the flags. */
function answers(flags: FeatureFlags): object {
  return {
    // Which flag of a cycle is named first hangs on the order in which they came.
    problems: flags.status().invalid.length,
    names: [...flags.evaluateAll().keys()].sort(),
    evaluations: NAMES.map((name) => flags.evaluate(name, { targetingKey: 'u' })),
    isEnabled: NAMES.map((name) => flags.isEnabled(name, { targetingKey: 'u' })),
    spelled: flags.isEnabled('B'),
  };
}

const environment = new EnvBackend({ env: { FEATURE_B: 'on', FEATURE_C: 'nonsense' } });

/** Layers of which the first has aliases, and two can change. */
function layersOf(contents: readonly ReadonlyMap<string, string>[]): [CompositeBackend, MemoryBackend[]] {
  const layers = contents.map((each) => new MemoryBackend(Object.fromEntries(each)));
  return [new CompositeBackend([layers[0]!, environment, layers[1]!]), layers];
}

describe('Flags that follow their backend change by change', () => {
  it('answer as if they had been opened on what it holds by now, and tell of each change once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const contents = [new Map([['a', 'on']]), new Map([['d', '{"requires":["a"]}']])];
        const [backend, layers] = layersOf(contents);
        const followed = await FeatureFlags.open(backend, { logger: false });
        const told: FlagChange[] = [];
        followed.onChange((each) => told.push(each));
        for (const { layer: i, name, text } of changes) {
          const before = followed.definition(name);
          told.length = 0;
          await (text === undefined ? layers[i]!.delete(name) : layers[i]!.set(name, text));
          if (text === undefined) contents[i]!.delete(name);
          else contents[i]!.set(name, text);
          const [fresh] = layersOf(contents);
          const opened = await FeatureFlags.open(fresh, { logger: false });
          expect(answers(followed)).to.deep.equal(answers(opened));
          const after = followed.definition(name);
          if (before === after) expect(told).to.deep.equal([]);
          else expect(told).to.deep.equal([{ name, before, after }]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
