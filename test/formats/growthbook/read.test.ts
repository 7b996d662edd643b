import { GrowthBook } from '@growthbook/growthbook';
import { FeatureFlags, type JsonValue, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/growthbook';
import { expect } from 'chai';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomAttributes, randomCircles, randomPayload } from './random-payload.js';

const CASES = numberFromEnvironment('GROWTHBOOK_CASES', 3000);

const feature = (rule: JsonValue): { readonly [key: string]: JsonValue } => ({
  defaultValue: false,
  rules: [rule],
});

describe('features of GrowthBook', () => {
  it('have the same value as in its own SDK', async function () {
    this.timeout(0);
    const random = seededRandom(1);
    for (let compared = 0; compared < CASES;) {
      const payload = randomPayload(random);
      const { flags, problems } = read(payload);
      expect(problems, JSON.stringify(payload)).to.deep.equal([]);
      const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false });
      for (let i = 0; i < 10; i++, compared++) {
        const attributes = randomAttributes(random);
        const growthBook = new GrowthBook({ ...(payload as object), attributes, log: () => {} });
        const described = [payload, flags.get('a'), attributes]
          .map((each) => JSON.stringify(each))
          .join('\n');
        const theirs = growthBook.evalFeature('a');
        const ours = opened.evaluate('a', attributes);
        expect(ours.value, described).to.deep.equal(theirs.value);
        expect(opened.isEnabled('a', attributes), described).to.equal(theirs.on);
        growthBook.destroy();
      }
      await opened.close();
    }
  });

  it('that depend on themselves are null as in its own SDK, or refused', async () => {
    const random = seededRandom(2);
    let [compared, refused] = [0, 0];
    for (let i = 0; i < 200; i++) {
      const payload = randomCircles(random);
      const { flags, problems } = read(payload);
      refused += problems.length;
      const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false });
      const growthBook = new GrowthBook({ ...(payload as object), log: () => {} });
      for (const name of flags.keys()) {
        compared++;
        const described = JSON.stringify([payload, name, flags.get(name)]);
        expect(opened.evaluate(name, {}).value, described).to.deep.equal(growthBook.evalFeature(name).value);
      }
      growthBook.destroy();
      await opened.close();
    }
    expect(refused).to.be.within(1, compared);
  });

  it("that can't be translated are named, with the reason", () => {
    const problemOf = (rule: JsonValue): string | undefined =>
      read({ features: { a: feature(rule) } }).problems[0]?.problem;
    const when = (condition: JsonValue): JsonValue => ({ condition, force: true });
    expect(problemOf(when({ a: { $regex: '(?=a)b' } }))).to.match(/^rules\[0\]\.condition\.a\.\$regex: /);
    expect(problemOf(when({ $a: 1 }))).to.equal('rules[0].condition.$a: an attribute can\'t begin with "$"');
    expect(problemOf(when({ a: { $all: [{ $gt: 1 }] } }))).to.equal(
      'rules[0].condition.a.$all: an element of $all must be a value, not operators',
    );
    const parentConditions = [
      { id: 'missing', condition: { value: null } },
      { id: 'a', condition: { value: true } },
    ];
    expect(problemOf({ parentConditions, force: true })).to.equal(
      'rules: depend on a feature that depends on itself',
    );
    expect(
      problemOf({
        variations: [1, 2],
        ranges: [
          [0, 0.6],
          [0.5, 1],
        ],
      }),
    ).to.equal('rules[0].ranges: must not overlap');
    expect(() => read({ encryptedFeatures: 'x' })).to.throw('it has encryptedFeatures: decrypt it');
    expect(() => read({ features: {}, encryptedSavedGroups: 'x' })).to.throw('it has encryptedSavedGroups');
  });
});
