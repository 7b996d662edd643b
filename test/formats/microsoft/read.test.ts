import { FeatureFlags, type JsonValue, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/microsoft';
import { ConfigurationObjectFeatureFlagProvider, FeatureManager } from '@microsoft/feature-management';
import { expect } from 'chai';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomContext, randomFlag } from './random-flags.js';

const CASES = numberFromEnvironment('MICROSOFT_CASES', 3000);

const document = (flag: JsonValue): { readonly [key: string]: JsonValue } => ({
  feature_management: { feature_flags: [flag] },
});

const filtered = (name: string, parameters: JsonValue): JsonValue => ({
  id: 'a',
  enabled: true,
  conditions: { client_filters: [{ name, parameters }] },
});

const variant = (rest: object, allocation: JsonValue, more: object = {}): JsonValue => ({
  id: 'a',
  enabled: true,
  variants: [{ name: 'v', ...rest }],
  allocation,
  ...more,
});

/** Runs `act` while the library's clock, `new Date()`, stands at a time. It warns of what is not there. */
async function at<Result>(time: number, act: () => Promise<Result>): Promise<Result> {
  const OwnDate = globalThis.Date;
  const { warn } = console;
  console.warn = () => {};
  globalThis.Date = class extends OwnDate {
    constructor(...given: readonly unknown[]) {
      super(...((given.length === 0 ? [time] : given) as [number]));
    }
  } as DateConstructor;
  try {
    return await act();
  } finally {
    globalThis.Date = OwnDate;
    console.warn = warn;
  }
}

describe('feature flags of Microsoft', () => {
  it('are on and have the same variant as in its own library', async function () {
    this.timeout(0);
    const random = seededRandom(1);
    let [imported, refused] = [0, 0];
    for (let compared = 0; compared < CASES;) {
      const flag = randomFlag(random);
      const name = flag['id'] as string;
      const { flags, problems } = read(document(flag));
      if (problems.length > 0) {
        expect(problems[0]!.problem, JSON.stringify(flag)).to.include('which decides whether a flag');
        refused++;
        continue;
      }
      imported++;
      const theirs = new FeatureManager(new ConfigurationObjectFeatureFlagProvider(document(flag)));
      let now = 0;
      const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false, clock: () => now });
      for (let i = 0; i < 10; i++, compared++) {
        const context = randomContext(random);
        now = context.at;
        const { userId: targetingKey, groups } = context.theirs;
        const ours = {
          ...(targetingKey === undefined ? {} : { targetingKey }),
          ...(groups === undefined ? {} : { groups }),
        };
        const described = [flag, flags.get(name), context].map((each) => JSON.stringify(each)).join('\n');
        const [isOn, assigned] = await at(now, () =>
          Promise.all([theirs.isEnabled(name, context.theirs), theirs.getVariant(name, context.theirs)]),
        );
        expect(opened.isEnabled(name, false, ours), described).to.equal(isOn);
        const answer = opened.evaluate(name, ours);
        if (assigned === undefined) continue;
        expect(answer.variant, described).to.equal(assigned.name);
        expect(answer.value, described).to.deep.equal(assigned.configuration ?? isOn);
      }
      await opened.close();
    }
    expect(refused).to.be.below(imported);
  });

  it("that can't be translated are named, with the reason", () => {
    const problemOf = (flag: JsonValue): string | undefined => read(document(flag)).problems[0]?.problem;
    const where = 'conditions.client_filters[0]';
    expect(problemOf({ id: 'a', enabled: 'yes' })).to.equal('enabled: must be true or false');
    expect(problemOf(filtered('Browser', {}))).to.equal(
      `${where}: the filter "Browser" is code of the app: write a rule for it by hand`,
    );
    expect(problemOf(filtered('Microsoft.Percentage', { Value: 50 }))).to.include(
      'draws at random each time',
    );
    expect(problemOf(filtered('Microsoft.Targeting', {}))).to.equal(
      `${where}.parameters: must have an Audience`,
    );
    expect(
      problemOf(filtered('Microsoft.Targeting', { Audience: { DefaultRolloutPercentage: 101 } })),
    ).to.equal(`${where}.parameters.Audience: must be percentages from 0 to 100, the lower one first`);
    expect(problemOf(filtered('Microsoft.TimeWindow', { Start: '2026-10-05T09:00:00' }))).to.include(
      `${where}.parameters.Start: must be a date with a zone`,
    );
    expect(
      problemOf({ id: 'a', enabled: true, conditions: { requirement_type: 'None', client_filters: [] } }),
    ).to.equal('conditions.requirement_type: must be Any or All');
    expect(() => read({ feature_management: {} })).to.throw('it must have "feature_management"');
  });

  it('refuse a variant whose value says something else than whether the feature is on', () => {
    const problemOf = (flag: JsonValue): string | undefined => read(document(flag)).problems[0]?.problem;
    const enabled = { default_when_enabled: 'v' };
    const why = 'which decides whether a flag of Halyard is on';
    expect(problemOf(variant({ configuration_value: false }, enabled))).to.equal(
      `variants: the variant "v" is served while the feature is on, but its value is false, ${why}`,
    );
    const disabled = { default_when_disabled: 'v' };
    expect(problemOf(variant({ configuration_value: true }, disabled, { enabled: false }))).to.equal(
      `variants: the variant "v" is served while the feature is off, but its value is true, ${why}`,
    );
    expect(
      problemOf(
        variant(
          { configuration_value: 'x', status_override: 'Disabled' },
          { user: [{ variant: 'v', users: ['a'] }] },
        ),
      ),
    ).to.include('is off, but its value is "x"');
    const both = { ...enabled, ...disabled };
    const later = {
      conditions: {
        client_filters: [{ name: 'Microsoft.TimeWindow', parameters: { End: '2026-10-05T09:00:00Z' } }],
      },
    };
    expect(problemOf(variant({}, both, later))).to.include('but it has no value');
  });

  it('refuse windows that recur in a way that no schedule says', () => {
    const recurring = (
      start: string,
      end: string,
      pattern: JsonValue,
      range: JsonValue = { Type: 'NoEnd' },
    ): JsonValue =>
      filtered('Microsoft.TimeWindow', {
        Start: start,
        End: end,
        Recurrence: { Pattern: pattern, Range: range },
      });
    const problemOf = (flag: JsonValue): string | undefined =>
      read(document(flag)).problems[0]?.problem.replace(/^.*Recurrence: /, '');
    const [monday, noon] = ['2026-10-05T09:00:00Z', '2026-10-05T12:00:00Z'];
    const daily = { Type: 'Daily' };
    expect(problemOf(recurring(monday, noon, { Type: 'Daily', Interval: 2 }))).to.equal(
      'must recur every day or every week',
    );
    expect(problemOf(recurring(monday, '2026-10-07T09:00:00Z', daily))).to.equal(
      'must be a window of at most a day',
    );
    expect(problemOf(recurring('2026-10-05T09:00:30Z', noon, daily))).to.equal(
      'must be a window of whole minutes',
    );
    expect(problemOf(recurring(monday, noon, {}))).to.equal('must have a pattern of type Daily or Weekly');
    expect(problemOf(recurring(monday, noon, { Type: 'Weekly', DaysOfWeek: ['Tuesday'] }))).to.equal(
      'must have DaysOfWeek with the day of Start in UTC',
    );
    expect(
      problemOf(
        recurring('2026-10-04T09:00:00Z', '2026-10-04T12:00:00Z', { Type: 'Weekly', DaysOfWeek: ['Sunday'] }),
      ),
    ).to.include('begins on a Sunday');
    expect(
      problemOf(recurring(monday, '2026-10-06T09:00:00Z', { Type: 'Weekly', DaysOfWeek: ['Monday'] })),
    ).to.include('must begin at midnight in UTC');
    expect(problemOf(recurring(monday, noon, daily, { Type: 'Often' }))).to.include('must have a Range');
  });
});
