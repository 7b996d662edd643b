import { type EvaluationContext, FeatureFlags, type JsonValue, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/powertools';
import { expect } from 'chai';

/** A feature with one condition. */
function feature(action: string, value: JsonValue, key = 'x'): { readonly [key: string]: JsonValue } {
  return { a: { default: false, rules: { r: { when_match: true, conditions: [{ action, key, value }] } } } };
}

async function isOn(
  document: JsonValue,
  context: EvaluationContext,
  at = '2026-10-14T12:00:00Z',
): Promise<boolean> {
  const { flags, problems } = read(document);
  expect(problems).to.deep.equal([]);
  const options = { logger: false, clock: () => Date.parse(at) } as const;
  const opened = await FeatureFlags.open(new MemoryBackend(flags), options);
  const on = opened.isEnabled('a', context);
  await opened.close();
  return on;
}

/** Python's answers for the value of an attribute. */
const ANSWERS: readonly (readonly [
  action: string,
  value: JsonValue,
  holds: readonly JsonValue[],
  not: readonly JsonValue[],
])[] = [
  ['EQUALS', 1, [1, true], ['1', false, null]],
  ['EQUALS', { a: 1 }, [{ a: 1 }], [{ a: 2 }, {}]],
  ['NOT_EQUALS', 0, [1, '0', null, 'x'], [0, false]],
  ['KEY_GREATER_THAN_VALUE', 0, [1, true], [0, '1', null, [], false]],
  ['KEY_LESS_THAN_VALUE', 'b', ['a', '', 'B'], ['b', 1, null]],
  ['STARTSWITH', 'a', ['ab'], ['b', 5, null]],
  ['KEY_IN_VALUE', ['a', 1, ['z']], ['a', 1, true, ['z']], ['b', ['a'], null]],
  ['KEY_NOT_IN_VALUE', ['a', null], ['b', ['a'], {}], ['a', null]],
  ['VALUE_IN_KEY', 'a', ['cat', ['a'], { a: null }], ['b', ['b'], {}, 5, null]],
  ['VALUE_NOT_IN_KEY', 'a', ['b', ['b'], {}], ['cat', ['a'], { a: 1 }, 5, null]],
  ['ALL_IN_VALUE', ['a', 'b'], [['a'], [], ['b', 'a']], [['a', 'c'], ['a', null], 'a', null]],
  ['ANY_IN_VALUE', ['a', 'b'], [['a', 'c']], [['c'], [], 'a']],
  ['NONE_IN_VALUE', ['a', 'b'], [['c'], []], [['a'], 'c', null]],
  ['MODULO_RANGE', { BASE: 10, START: 0, END: 2 }, [0, 12, true], [13, '1', null, -1]],
  ['NEAR', 'a', [], ['a', null]],
];

describe('features of Powertools', () => {
  for (const [action, value, holds, not] of ANSWERS) {
    it(`compare as in Python: ${action} ${JSON.stringify(value)}`, async () => {
      for (const x of holds)
        expect(await isOn(feature(action, value), { x }), JSON.stringify(x)).to.equal(true);
      for (const x of not)
        expect(await isOn(feature(action, value), { x }), JSON.stringify(x)).to.equal(false);
    });
  }

  it('include the last minute of hours, and cross midnight by the hour', async () => {
    const hours = (START: string, END: string): JsonValue =>
      feature('SCHEDULE_BETWEEN_TIME_RANGE', { START, END, TIMEZONE: 'Europe/Berlin' });
    expect(await isOn(hours('09:00', '14:00'), {}, '2026-10-14T12:00:59Z')).to.equal(true);
    expect(await isOn(hours('09:00', '14:00'), {}, '2026-10-14T12:01:00Z')).to.equal(false);
    expect(await isOn(hours('22:00', '05:00'), {}, '2026-10-14T20:00:00Z')).to.equal(true);
    expect(await isOn(hours('10:30', '10:00'), {}, '2026-10-14T09:00:00Z')).to.equal(false);
    expect(await isOn(hours('10:00', '09:59'), {}, '2026-10-14T09:00:00Z')).to.equal(true);
  });

  it('have dates in the zone of the condition', async () => {
    const dates = feature('SCHEDULE_BETWEEN_DATETIME_RANGE', {
      START: '2026-07-01T00:00:00',
      END: '2026-12-01',
      TIMEZONE: 'America/New_York',
    });
    for (const [at, on] of [
      ['2026-07-01T03:59:59Z', false],
      ['2026-07-01T04:00:00Z', true],
      ['2026-12-01T05:00:00Z', true],
      ['2026-12-01T05:00:00.001Z', false],
    ] as const) {
      expect(await isOn(dates, {}, at), at).to.equal(on);
    }
  });

  it('are boolean unless they say otherwise, by the truth of Python', () => {
    const valueOf = (rest: object): unknown =>
      read({ a: { default: [], rules: {}, ...rest } }).flags.get('a');
    expect(valueOf({})).to.deep.equal({ default: false });
    expect(valueOf({ boolean_type: false })).to.deep.equal({ default: [] });
  });

  it("that can't be translated are named, with the reason", () => {
    const problemOf = (document: JsonValue): string | undefined => read(document).problems[0]?.problem;
    const where = 'rules["r"].conditions[0]';
    expect(problemOf(feature('KEY_IN_VALUE', 'text'))).to.equal(`${where}: must have a list as value`);
    expect(problemOf(feature('EQUALS', 1, '$x'))).to.equal(`${where}: no attribute can have the name "$x"`);
    expect(problemOf(feature('MODULO_RANGE', { BASE: 5, START: 0, END: 5 }))).to.equal(
      `${where}: must have 0 ≤ START ≤ END < BASE`,
    );
    expect(problemOf(feature('KEY_LESS_THAN_VALUE', [1]))).to.equal(`${where}: lists have no order`);
    expect(problemOf(feature('SCHEDULE_BETWEEN_TIME_RANGE', { START: 'noon' }))).to.equal(
      `${where}: must have a START and an END such as "09:30"`,
    );
    const zone = { START: '2026-01-01', END: '2026-01-02', TIMEZONE: 'Mars/Base' };
    expect(problemOf(feature('SCHEDULE_BETWEEN_DATETIME_RANGE', zone))).to.equal(
      `${where}: unknown time zone "Mars/Base"`,
    );
    expect(problemOf({ a: { rules: {} } })).to.equal('default: must be given');
  });
});
