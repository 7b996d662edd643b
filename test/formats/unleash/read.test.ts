import { FeatureFlags, type FlagDefinition, type JsonValue, MemoryBackend } from '@halyard/core';
import { detect, read } from '@halyard/formats/unleash';
import { expect } from 'chai';
import { createRequire } from 'node:module';
import { defaultStrategies } from 'unleash-client/lib/strategy/index.js';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomUnleashContext, randomFeature, SEGMENTS } from './random-feature.js';
import { contextOf } from './unleash-context.js';

// Its types and its module disagree about what the default export is.
const { default: UnleashClient } = createRequire(import.meta.url)('unleash-client/lib/client.js') as {
  readonly default: new (repository: unknown, strategies: unknown) => Client;
};

interface Client {
  getVariant(
    name: string,
    context: object,
  ): { readonly name: string; readonly enabled: boolean; readonly feature_enabled: boolean };
}

const CASES = numberFromEnvironment('UNLEASH_CASES', 3000);

const strategy = (rest: object): { readonly [key: string]: JsonValue } => ({ name: 'default', ...rest });

const feature = (rest: object): { readonly [key: string]: JsonValue } => ({
  name: 'a',
  enabled: true,
  strategies: [strategy({})],
  ...rest,
});

describe('features of Unleash', () => {
  it('are on for the same contexts, with the same variants, as in its own client', async function () {
    this.timeout(0);
    const random = seededRandom(1);
    for (let compared = 0; compared < CASES;) {
      const given = randomFeature(random);
      const toggles = new Map([[given['name'], given]]);
      const repository = {
        getToggle: (name: string) => toggles.get(name),
        getSegment: (id: number) => SEGMENTS.find((segment) => segment.id === id),
      };
      const client = new UnleashClient(repository, defaultStrategies);
      const { flags, problems } = read({ version: 2, features: [given], segments: SEGMENTS as never });
      expect(problems).to.deep.equal([]);
      const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false });
      for (let i = 0; i < 10; i++, compared++) {
        const context = randomUnleashContext(random);
        const described = [given, flags.get('a'), context].map((each) => JSON.stringify(each)).join('\n');
        const theirs = client.getVariant('a', context);
        expect(opened.isEnabled('a', false, contextOf(context)), described).to.equal(theirs.feature_enabled);
        const { variant } = opened.evaluate('a', contextOf(context));
        if (theirs.enabled) expect(variant, described).to.equal(theirs.name);
      }
      await opened.close();
    }
  });

  it('may come from an export, with its strategies beside them', () => {
    const exported = {
      features: [{ name: 'a', type: 'kill-switch', description: 'x', project: 'shop' }, { name: 'b' }],
      featureStrategies: [
        { featureName: 'a', name: 'userWithId', parameters: { userIds: '2' }, sortOrder: 2 },
        { featureName: 'a', name: 'userWithId', parameters: { userIds: 'one' }, sortOrder: 1 },
        { featureName: 'b', name: 'default', disabled: true },
      ],
      featureEnvironments: [
        { featureName: 'a', environment: 'production', enabled: true },
        { featureName: 'b', environment: 'production', enabled: true },
      ],
      dependencies: [{ feature: 'a', dependencies: [{ feature: 'b', enabled: false }] }],
    };
    expect(detect(exported)).to.equal(true);
    const { flags } = read({ ...exported, dependencies: [] });
    expect(flags.get('a')).to.deep.equal({
      rules: [{ when: { targetingKey: { $in: ['one'] } } }, { when: { targetingKey: { $in: ['2', 2] } } }],
      kind: 'operational',
      description: 'x',
      metadata: { project: 'shop' },
    });
    expect(flags.get('b')).to.deep.equal({ enabled: false });
    const both = [{ featureName: 'a', environment: 'development', enabled: true }];
    expect(() =>
      read({ ...exported, featureEnvironments: [...exported.featureEnvironments, ...both] }),
    ).to.throw('it has the environments production, development: export one of them');
  });

  it("that can't be translated are named, with the reason", () => {
    const rest = { version: 2, segments: [{ id: 7, name: 'staff' }] };
    const problemOf = (given: JsonValue): string | undefined =>
      read({ ...rest, features: [given] }).problems[0]?.problem;
    expect(problemOf(feature({ strategies: [{ name: 'byWeather' }] }))).to.equal(
      'strategies[0]: the strategy "byWeather" is code of the app',
    );
    expect(problemOf(feature({ strategies: [strategy({ segments: [7] })] }))).to.equal(
      'strategies[0].segments: the document lacks the constraints of segment "staff"',
    );
    const zero = { name: 'z', weight: 1, payload: { type: 'number', value: '0' } };
    expect(problemOf(feature({ variants: [zero] }))).to.equal(
      'variants[0]: the payload 0 would count as off',
    );
    const semver = { contextName: 'v', operator: 'SEMVER_LT', value: '2.0.0-beta-1' };
    expect(problemOf(feature({ strategies: [strategy({ constraints: [semver] })] }))).to.equal(
      'strategies[0].constraints[0]: Halyard orders a pre-release with a hyphen in its name otherwise',
    );
    expect(() => read({ features: 'x' })).to.throw('it must have "features"');
  });

  it('that are on without a variant are on, under a name of their own', () => {
    const variants = [{ name: 'enabled', weight: 1, payload: { type: 'json', value: '{"a":1}' } }];
    const { flags } = read({ features: [feature({ strategies: [strategy({ variants }), strategy({})] })] });
    expect((flags.get('a') as FlagDefinition).variants).to.deep.equal({
      enabled: { a: 1 },
      disabled: false,
      'enabled-': true,
    });
  });
});
