import { FeatureFlags, type JsonValue, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/launchdarkly';
import { init, integrations, type LDContext } from '@launchdarkly/node-server-sdk';
import { expect } from 'chai';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomContexts, randomData } from './random-data.js';

const CASES = numberFromEnvironment('LAUNCHDARKLY_CASES', 3000);

const silent = { debug() {}, info() {}, warn() {}, error() {} };

const flag = (rest: object): JsonValue => ({
  flags: {
    a: {
      key: 'a',
      on: true,
      variations: [false, true],
      offVariation: 0,
      fallthrough: { variation: 1 },
      ...rest,
    },
  },
});

describe('flags of LaunchDarkly', () => {
  it('serve the same variation as its own SDK', async function () {
    this.timeout(0);
    const random = seededRandom(1);
    const data = new integrations.TestData();
    const client = init('sdk-key', { updateProcessor: data.getFactory(), sendEvents: false, logger: silent });
    await client.waitForInitialization({ timeout: 10 });
    try {
      for (let compared = 0; compared < CASES;) {
        const { flags: theirs, segments } = randomData(random);
        for (const each of Object.values(segments)) await data.usePreconfiguredSegment(each);
        for (const each of Object.values(theirs)) await data.usePreconfiguredFlag(each);
        const { flags, problems } = read({ flags: theirs, segments });
        expect(problems).to.deep.equal([]);
        const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false });
        for (let i = 0; i < 10; i++, compared++) {
          const contexts = randomContexts(random);
          const described = [theirs, segments, flags.get('a'), contexts]
            .map((each) => JSON.stringify(each))
            .join('\n');
          const { value } = await client.variationDetail('a', contexts.theirs as unknown as LDContext, null);
          expect(opened.evaluate('a', contexts.ours).value, described).to.deep.equal(value);
        }
        await opened.close();
      }
    } finally {
      client.close();
    }
  });

  it("that can't be translated are named, with the reason", () => {
    const problemOf = (rest: object): string | undefined => read(flag(rest)).problems[0]?.problem;
    const clause = (rest: object): object => ({
      rules: [{ clauses: [{ attribute: 'x', values: ['a'], ...rest }], variation: 0 }],
    });
    expect(problemOf({ offVariation: 5 })).to.equal('offVariation: must be the index of a variation');
    expect(problemOf({ fallthrough: {} })).to.equal('fallthrough: must serve a variation or a rollout');
    expect(problemOf({ fallthrough: { variation: 2 } })).to.equal(
      'fallthrough: must serve the index of a variation',
    );
    expect(problemOf(clause({ op: 'semVerEqual', values: ['1.0.0-a-b'] }))).to.include('with a hyphen');
    expect(problemOf(clause({ op: 'in', attribute: '$x' }))).to.include(
      'no path leads to the attribute "$x"',
    );
    expect(problemOf(clause({ op: 'in', attribute: '/a~x', contextKind: 'user' }))).to.include(
      'no path leads to the attribute "/a~x"',
    );
    expect(problemOf(clause({ op: 'matches', values: ['(?=a)b'] }))).to.match(/^rules\[0\]\.clauses\[0\]: /);
    expect(() => read({})).to.throw('it must have "flags"');
  });

  it('name a big segment and a segment that refers to itself', () => {
    const uses = (key: string): object => ({
      clauses: [{ op: 'segmentMatch', values: [key] }],
      variation: 0,
    });
    const { flags } = flag({ rules: [uses('s')] }) as { flags: JsonValue };
    const problemOf = (segment: JsonValue): string | undefined =>
      read({ flags, segments: { s: segment } }).problems[0]?.problem;
    expect(problemOf({ unbounded: true })).to.equal(
      'rules[0].clauses[0].segments.s: is a big segment, which is not in the data',
    );
    expect(problemOf({ rules: [uses('s')] as never })).to.include('segments.s: refers to itself');
  });
});
