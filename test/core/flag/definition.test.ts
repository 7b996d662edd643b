import { expect } from 'chai';
import { isPermanent } from '../../../packages/core/src/flag/definition.js';
import { readFlag } from '../../../packages/core/src/flag/read.js';

/** The definition that a text says, or else what is wrong with it. */
function read(definition: unknown): unknown {
  const reading = readFlag(JSON.stringify(definition));
  return 'value' in reading ? reading.value : reading.problem;
}

const accepts = (definition: unknown): void => {
  expect(read(definition)).to.deep.equal(definition);
};
const refuses = (definition: unknown, problem: string): void => {
  expect(read(definition)).to.equal(problem);
};

const rule = (part: unknown) => ({ rules: [part] });

describe('a definition', () => {
  it('may hold nothing, or everything there is', () => {
    accepts({});
    accepts({
      enabled: true,
      default: 'control',
      variants: { control: { cols: 2 }, compact: null },
      rules: [{ name: 'all', serve: 'compact' }],
      requires: ['billing_v2', { flag: 'layout', variant: 'compact' }, { flag: 'x' }],
      description: 'Text',
      owner: 'team-checkout',
      tags: ['checkout'],
      expires: '2027-01-31',
      permanent: false,
      metadata: { jira: 'C-12', nested: [{ a: null }] },
    });
  });

  it('names an unknown key and the nearest known one', () => {
    refuses({ rule: [] }, 'rule: unknown key, did you mean rules?');
    refuses(rule({ usres: [] }), 'rules[0].usres: unknown key, did you mean users?');
    refuses(rule({ schedule: { form: '' } }), 'rules[0].schedule.form: unknown key, did you mean from?');
    refuses(
      rule({ rollout: { percentage: 5 } }),
      'rules[0].rollout.percentage: unknown key, did you mean percent?',
    );
  });

  it('names the known keys when none is near', () => {
    refuses(
      { requires: [{ flag: 'a', is: 'on' }] },
      'requires[0].is: unknown key; known: flag, variant, enabled',
    );
  });

  it('is refused with every problem, each with its path', () => {
    refuses(
      { enabled: 'yes', tags: ['a', 5], rules: [{ users: 'alice' }, { rollout: 101 }], requires: [{}] },
      'enabled: must be true or false, received "yes"; tags[1]: must be a string, received 5; ' +
        'rules[0].users: must be a list, received "alice"; ' +
        'rules[1].rollout: must be a number from 0 to 100, received 101; requires[0].flag: required',
    );
  });

  it('is refused with ten problems at most', () => {
    const problem = String(read({ rules: Array.from({ length: 50 }, () => ({ rollout: -1 })) }));
    expect(problem.split('; ')).to.have.length(11);
    expect(problem).to.match(/; rules\[9\]\.rollout: [^;]*; and more$/);
  });

  it('quotes in paths what is no word', () => {
    refuses(
      rule({ when: { 'account.plan': { $gtt: 1 } } }),
      'rules[0].when["account.plan"].$gtt: unknown operator, did you mean $gt?',
    );
  });

  it('has keys that objects inherit only where any name will do', () => {
    expect(readFlag('{"__proto__":{}}'))
      .to.have.property('problem')
      .that.matches(/^__proto__: unknown key; known: /);
    refuses({ constructor: 1 }, String(read({ zzz: 1 })).replace('zzz', 'constructor'));
    const reading = readFlag('{"metadata":{"__proto__":{"polluted":true}}}');
    expect(JSON.stringify(reading)).to.equal('{"value":{"metadata":{"__proto__":{"polluted":true}}}}');
    expect({}).not.to.have.property('polluted');
  });

  it('is frozen through and through', () => {
    const reading = readFlag('{"metadata":{"a":[{"b":1}]},"rules":[{"when":{"a":{"$in":[1]}}}]}');
    const seen: object[] = [];
    JSON.stringify(reading, (key, value: unknown) => {
      if (typeof value === 'object' && value !== null && key !== '') seen.push(value);
      return value;
    });
    expect(seen).to.have.length(9);
    for (const each of seen) expect(each).to.be.frozen;
  });

  it('has requirements that are names of flags, or say which variant', () => {
    const NAME = 'must be the name of a flag (no blanks, not starting with $)';
    refuses({ requires: ['a b'] }, `requires[0]: ${NAME}, received "a b"`);
    refuses({ requires: ['$segment.staff'] }, `requires[0]: ${NAME}, received "$segment.staff"`);
    refuses({ requires: [{ flag: '' }] }, `requires[0].flag: ${NAME}, received ""`);
    refuses({ requires: [5] }, 'requires[0]: must be a string or an object, received 5');
    refuses({ requires: 'a' }, 'requires: must be a list, received "a"');
    refuses(
      { requires: ['x'.repeat(257)] },
      'requires[0]: must be the name of a flag (no blanks, not starting with $) of at most 256 characters, received 257',
    );
  });

  it('expires on a day of the calendar', () => {
    accepts({ expires: '2028-02-29' });
    refuses({ expires: '2027-02-29' }, 'expires: no such day: 2027-02-29');
    refuses({ expires: '2027-13-01' }, 'expires: no such day: 2027-13-01');
    refuses({ expires: '2027-1-1' }, 'expires: must be a day such as "2027-01-31", received "2027-1-1"');
  });
});

describe('variants', () => {
  const variants = { control: 1, compact: 2 };

  it('need a default among them', () => {
    accepts({ variants, default: 'control' });
    refuses({ variants }, 'default: required with "variants"');
    refuses(
      { variants, default: 'contrl' },
      'default: must be the name of a variant, received "contrl", did you mean control?',
    );
    refuses(
      { variants, default: 1 },
      'default: must be the name of a variant, received 1; known: "control", "compact"',
    );
    refuses({ variants: {}, default: 'a' }, 'variants: must not be empty');
  });

  it('are what every rule serves or splits by', () => {
    accepts({ variants, default: 'control', rules: [{ serve: 'compact' }, { split: { compact: 1 } }] });
    refuses(
      { variants, default: 'control', rules: [{ rollout: 5 }] },
      'rules[0]: with "variants" a rule needs "serve" or "split"',
    );
    refuses(
      { variants, default: 'control', rules: [{ serve: 'compcat' }, { split: { control: 1, rich: 1 } }] },
      'rules[0].serve: must be the name of a variant, received "compcat", did you mean compact?; ' +
        'rules[1].split.rich: must be the name of a variant, received "rich"; known: "control", "compact"',
    );
  });

  it('are looked up as own names only', () => {
    refuses(
      { variants, default: 'toString' },
      'default: must be the name of a variant, received "toString"; known: "control", "compact"',
    );
    accepts({ variants: { toString: 1 }, default: 'toString' });
  });
});

describe('a rule', () => {
  it('serves or splits, not both', () => {
    refuses(rule({ serve: 1, split: { a: 1 } }), 'rules[0]: give "serve" or "split", not both');
  });

  it('lists users as text', () => {
    accepts(rule({ users: [] }));
    refuses(rule({ users: ['alice', 5] }), 'rules[0].users[1]: must be a string, received 5');
  });

  it('splits by whole weights that add up to 1 to 2^31 - 1', () => {
    accepts(rule({ split: { a: 0, b: 1 } }));
    accepts(rule({ split: { a: 2 ** 31 - 2, b: 1 } }));
    refuses(rule({ split: { a: 0.5 } }), 'rules[0].split.a: must be a whole number, 0 or more, received 0.5');
    refuses(rule({ split: { a: -1 } }), 'rules[0].split.a: must be a whole number, 0 or more, received -1');
    refuses(rule({ split: { a: 0 } }), 'rules[0].split: the weights must add up to 1 or more');
    refuses(rule({ split: {} }), 'rules[0].split: the weights must add up to 1 or more');
    refuses(
      rule({ split: { a: 2 ** 31 - 1, b: 1 } }),
      'rules[0].split: the weights add up to 2147483648, at most 2147483647',
    );
  });
});

describe('a rollout', () => {
  const ramp = { from: 20, to: 80, start: '2026-12-01T00:00:00Z', end: '2026-12-01T00:30:00Z' };
  const rollout = (value: unknown) => rule({ rollout: value });

  it('is a share from 0 to 100', () => {
    for (const share of [0, 0.001, 100]) accepts(rollout(share));
    accepts(rollout({ percent: 10 }));
    refuses(rollout(100.1), 'rules[0].rollout: must be a number from 0 to 100, received 100.1');
    refuses(
      rollout({ percent: -1 }),
      'rules[0].rollout.percent: must be a number from 0 to 100, received -1',
    );
    refuses(rollout('25%'), 'rules[0].rollout: must be a number or an object, received "25%"');
  });

  it('or a whole ramp', () => {
    accepts(rollout(ramp));
    accepts(rollout({ ...ramp, from: 80, to: 20 }));
    refuses(rollout({}), 'rules[0].rollout: needs "percent", or "from", "to", "start" and "end"');
    refuses(
      rollout({ from: 1, start: ramp.start }),
      'rules[0].rollout: a ramp needs "from", "to", "start" and "end"; missing: to, end',
    );
    refuses(rollout({ ...ramp, percent: 1 }), 'rules[0].rollout: give "percent" or a ramp, not both: "from"');
    refuses(
      rollout({ ...ramp, end: ramp.start }),
      `rules[0].rollout: "start" must be before "end", received ${ramp.start} and ${ramp.start}`,
    );
  });

  it('leaves how keys are bucketed to the rule', () => {
    for (const key of ['by', 'fallback', 'seed', 'sticky', 'hash', 'total']) {
      refuses(
        rollout({ percent: 10, [key]: 'x' }),
        `rules[0].rollout.${key}: belongs to the rule, beside "rollout": {"rollout": 25, "${key}": …}`,
      );
    }
  });
});

describe('bucketing', () => {
  it('is said by the rule, for its rollout and its split', () => {
    accepts(rule({ rollout: 25, by: 'company.id', fallback: 'deviceId', seed: 'spring', sticky: true }));
    accepts(rule({ rollout: 25, fallback: ['deviceId', 'session.id'] }));
    accepts(rule({ split: { a: 1 }, by: ['companyId', 'plan'], hash: 'murmur3' }));
    refuses(
      rule({ rollout: 25, by: '' }),
      'rules[0].by: must be the path of an attribute, such as "companyId", received ""',
    );
    refuses(rule({ rollout: 25, by: [] }), 'rules[0].by: must not be empty');
  });

  it('has no effect without a rollout or split, nor without stickiness', () => {
    for (const key of ['by', 'fallback', 'seed']) {
      refuses(rule({ [key]: 'a' }), `rules[0].${key}: has no effect without "rollout" or "split"`);
      refuses(
        rule({ rollout: 10, sticky: false, [key]: 'a' }),
        `rules[0].${key}: has no effect with "sticky": false`,
      );
    }
    refuses(rule({ sticky: false }), 'rules[0].sticky: has no effect without "rollout" or "split"');
    refuses(
      rule({ rollout: 10, sticky: false, hash: 'unleash', seed: 'a' }),
      'rules[0].seed: has no effect with "sticky": false',
    );
    accepts(rule({ rollout: 10, sticky: false }));
    accepts(rule({ split: { a: 1, b: 1 }, sticky: false }));
  });

  it("goes by another system's hash for a share, with its seed", () => {
    accepts(rule({ rollout: 12.5, hash: 'launchdarkly', seed: 'flag.salt' }));
    accepts(rule({ rollout: 33, hash: 'unleash-variants', seed: 'group', total: 3 }));
    refuses(rule({ rollout: 10, hash: 'launchdarkly' }), 'rules[0].hash: "launchdarkly" needs "seed"');
    refuses(
      rule({ rollout: 12.5, hash: 'unleash', seed: 'a' }),
      'rules[0].rollout: the hash "unleash" takes whole percents, received 12.5',
    );
    refuses(
      rule({ split: { a: 1 }, hash: 'growthbook-2', seed: 'a' }),
      'rules[0].split: can\'t go by the hash "growthbook-2"; write a rule for each variant, with $rollout ranges',
    );
    refuses(
      rule({ rollout: 10, total: 100 }),
      'rules[0].total: has no effect without "hash": "unleash-variants"',
    );
    refuses(
      rule({ rollout: 10, hash: 'unleash-varients', seed: 'a' }),
      'rules[0].hash: must be one of murmur3, unleash, unleash-variants, launchdarkly, growthbook-1, growthbook-2, ' +
        'flipper-ruby, microsoft, received "unleash-varients", did you mean unleash-variants?',
    );
  });
});

describe('names of variants', () => {
  const variants = (name: string) => ({ variants: { [name]: 1 }, default: name });

  it('are text that people can tell apart', () => {
    accepts(variants('Variation A'));
    accepts(variants('__proto__2'));
    refuses(variants(''), 'variants[""]: a variant name must not be empty');
    refuses(
      variants('a\u200bb'),
      'variants["a\u200bb"]: a variant name must not contain invisible characters; "a\\u200bb" has U+200B; did you mean ab?',
    );
    refuses(
      rule({ split: { 'e\u0301': 1 } }),
      'rules[0].split["e\u0301"]: a variant name must be in Unicode normal form C, and "e\\u0301" is not; did you mean \u00e9?',
    );
    refuses(
      variants('a\nb'),
      'variants["a\\nb"]: a variant name must not contain control characters, line breaks or outer blanks',
    );
    refuses(
      variants(' a'),
      'variants[" a"]: a variant name must not contain control characters, line breaks or outer blanks',
    );
  });
});

describe('what a flag requires', () => {
  it('is another flag, on or off, or a variant of it, or one of several', () => {
    accepts({
      requires: ['a', { flag: 'b' }, { flag: 'c', variant: 'x' }, { flag: 'd', variant: ['x', 'y'] }],
    });
    accepts({
      requires: [
        { flag: 'a', enabled: false },
        { flag: 'b', enabled: true },
      ],
    });
    refuses({ requires: [{ flag: 'a', variant: [] }] }, 'requires[0].variant: must not be empty');
    refuses(
      { requires: [{ flag: 'a', variant: 'x', enabled: false }] },
      'requires[0]: give "enabled" or "variant", not both',
    );
    refuses({ requires: [{ variant: 'x' }] }, 'requires[0].flag: required');
  });
});

describe('the kind of a flag', () => {
  it('is one of five', () => {
    for (const kind of ['release', 'experiment', 'operational', 'kill-switch', 'permission'])
      accepts({ kind });
    refuses(
      { kind: 'killswitch' },
      'kind: must be one of release, experiment, operational, kill-switch, permission, received "killswitch", ' +
        'did you mean kill-switch?',
    );
  });

  it('says whether a flag is to stay, unless the flag says so itself', () => {
    expect(
      ['release', undefined].map((kind) => isPermanent({ ...(kind && { kind: 'release' }) })),
    ).to.deep.equal([false, false]);
    expect(isPermanent({ kind: 'kill-switch' })).to.equal(true);
    expect(isPermanent({ kind: 'permission' })).to.equal(true);
    expect(isPermanent({ kind: 'permission', permanent: false })).to.equal(false);
    expect(isPermanent({ kind: 'release', permanent: true })).to.equal(true);
  });
});

describe('a schedule', () => {
  const schedule = (value: unknown) => rule({ schedule: value });
  const INSTANT = 'must be an instant with its zone such as "2026-12-01T00:00:00Z"';

  it('opens and closes at instants that name their zone', () => {
    accepts(schedule({ from: '2026-12-01T00:00Z', until: '2026-12-24T00:00:00.5+01:00' }));
    for (const from of [
      '2026-12-01',
      '2026-12-01T00:00:00',
      '2026-12-01 00:00:00Z',
      '2026-12-01T24:00:00Z',
      '',
    ]) {
      refuses(schedule({ from }), `rules[0].schedule.from: ${INSTANT}, received "${from}"`);
    }
    refuses(schedule({ from: '2026-02-30T00:00:00Z' }), 'rules[0].schedule.from: no such day: 2026-02-30');
  });

  it('opens before it closes, whatever the zones', () => {
    accepts(schedule({ from: '2026-12-01T01:30:00+01:00', until: '2026-12-01T00:31:00Z' }));
    const [from, until] = ['2026-12-01T00:30:00Z', '2026-12-01T01:30:00+01:00'];
    refuses(
      schedule({ from, until }),
      `rules[0].schedule: "from" must be before "until", received ${from} and ${until}`,
    );
  });

  it('has days by their three letters', () => {
    accepts(schedule({ days: ['mon', 'sun'] }));
    refuses(schedule({ days: [] }), 'rules[0].schedule.days: must not be empty');
    refuses(
      schedule({ days: ['mo', 'Tuesday'] }),
      'rules[0].schedule.days[0]: must be one of mon, tue, wed, thu, fri, sat, sun, received "mo", did you mean mon?; ' +
        'rules[0].schedule.days[1]: must be one of mon, tue, wed, thu, fri, sat, sun, received "Tuesday"',
    );
  });

  it('has hours, past midnight too, to the end of the day at most', () => {
    accepts(schedule({ between: ['09:00', '17:30'] }));
    accepts(schedule({ between: ['22:00', '06:00'] }));
    accepts(schedule({ between: ['18:00', '24:00'] }));
    refuses(
      schedule({ between: ['24:00', '9:00'] }),
      'rules[0].schedule.between[0]: must be a time of day such as "09:00", received "24:00"; ' +
        'rules[0].schedule.between[1]: must be a time of day such as "17:30", at most "24:00", received "9:00"',
    );
    refuses(
      schedule({ between: ['09:00', '09:00'] }),
      'rules[0].schedule.between: opens and closes at 09:00; for the whole day leave it out',
    );
    refuses(
      schedule({ between: ['09:00'] }),
      'rules[0].schedule.between: must be a list of 2, received one of 1',
    );
  });

  it('has a zone that this process knows', () => {
    for (const timezone of ['UTC', 'Europe/Berlin', 'america/new_york']) accepts(schedule({ timezone }));
    refuses(
      schedule({ timezone: 'Europe/Berlim' }),
      'rules[0].schedule.timezone: unknown time zone "Europe/Berlim"',
    );
    refuses(
      schedule({ timezone: '+02:00' }),
      'rules[0].schedule.timezone: must be an IANA time zone such as "Europe/Berlin", received "+02:00"',
    );
  });
});
