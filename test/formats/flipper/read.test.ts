import { FeatureFlags, type FlagDefinition, type JsonValue, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/flipper';
import { expect } from 'chai';
import { crc32 } from 'node:zlib';

const feature = (gates: object): JsonValue => ({
  version: 1,
  features: { a: { boolean: null, actors: [], ...gates } },
});

const definitionOf = (gates: object): FlagDefinition => read(feature(gates)).flags.get('a') as FlagDefinition;

describe('features of Flipper', () => {
  it('are on if one gate is open', () => {
    expect(definitionOf({ boolean: 'true', actors: ['User;1'] })).to.deep.equal({});
    expect(definitionOf({})).to.deep.equal({ rules: [] });
    expect(
      definitionOf({ actors: ['User;1'], percentage_of_actors: '12.5', percentage_of_time: '5' }),
    ).to.deep.equal({
      rules: [
        { users: ['User;1'] },
        { rollout: 12.5, hash: 'flipper-ruby', seed: 'a' },
        { rollout: 5, sticky: false },
      ],
    });
    // Without an actor the gate of a share is closed, whatever the share.
    expect(definitionOf({ percentage_of_actors: '100' }).rules).to.deep.equal([
      { when: { targetingKey: { $exists: true, $ne: '' } } },
    ]);
  });

  it('keep their buckets, also for actors that lack the property', async function () {
    // Node has this function from 20.15 and 22.2 on.
    if (crc32 === undefined) this.skip();
    for (const percent of [20, 50, 80]) {
      const expression = { PercentageOfActors: [{ Property: ['company'] }, percent] };
      const { flags } = read(feature({ expression }));
      const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false });
      for (const company of [undefined, ...Array.from({ length: 50 }, (_, i) => `c${i}`)]) {
        const expected = crc32(`a${company ?? ''}`) % 100_000 < percent * 1000;
        const context = company === undefined ? {} : { company };
        expect(opened.isEnabled('a', false, context), company).to.equal(expected);
      }
      await opened.close();
    }
  });

  it("that can't be translated are named, with the reason", () => {
    const problemOf = (gates: object): string | undefined => read(feature(gates)).problems[0]?.problem;
    expect(problemOf({ groups: ['admins'] })).to.equal(
      'groups: are code of the app: write a rule for each of them by hand',
    );
    expect(problemOf({ expression: { Duration: [1] } })).to.equal(
      'expression[0][0].Duration: must be an expression',
    );
    expect(problemOf({ expression: { Equal: [{ Property: ['$x'] }, 1] } })).to.include(
      'must compare a property',
    );
    expect(problemOf({ expression: { Equal: [{ Now: [] }, 1] } })).to.equal(
      'expression[0][0].Equal: must compare Now by an order with a Time',
    );
    expect(() => read({})).to.throw('it must have "features"');
  });
});
