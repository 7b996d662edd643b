import configcat from 'configcat-node';

const { BOOLEAN, TEXT } = { BOOLEAN: 0, TEXT: 1 };
const { TextIsOneOf, NumberGreaterOrEquals } = configcat.UserComparator;

/** Offline, its configuration in the cache; answers from a snapshot, the synchronous way to ask. */
export const contender = {
  title: 'ConfigCat, snapshot',
  package: 'configcat-node',
  evaluates: 'all of it, from a snapshot taken once',
  leavesOut: 'taking the snapshot',
  definitions: ({ flags, allowed }) => ({
    p: { u: '', r: 0, s: 'salt' },
    f: Object.fromEntries(flags.map(({ name, kind }) => [name, setting(kind, allowed)])),
  }),
  async open(config, { sticky, targeted, split, users }) {
    const stored = `${Date.now()}\netag\n${JSON.stringify(config)}`;
    const client = configcat.getClient(
      'bench-bench-bench-benc/bench-bench-bench-benc',
      configcat.PollingMode.ManualPoll,
      {
        offline: true,
        cache: { get: () => stored, set() {} },
        logger: configcat.createConsoleLogger(configcat.LogLevel.Off),
      },
    );
    await client.waitForReady();
    const snapshot = client.snapshot();
    return {
      users: users.map(({ id, plan, age }) => new configcat.User(id, undefined, undefined, { plan, age })),
      plain: (name) => snapshot.getValue(name, false),
      unknown: (name) => snapshot.getValue(name, false),
      sticky: (user) => snapshot.getValue(sticky, false, user),
      targeted: (user) => snapshot.getValue(targeted, false, user),
      split: (user) => snapshot.getValue(split, 'control', user),
      details: (user) => snapshot.getValueDetails(sticky, false, user),
      close: () => client.dispose(),
    };
  },
};

const is = (b) => ({ v: { b }, i: b ? 'on' : 'off' });
const where = (a, c, value) => ({ u: { a, c, ...value } });
const conditions = [
  where('plan', TextIsOneOf, { l: ['pro'] }),
  where('age', NumberGreaterOrEquals, { d: 21 }),
];

function setting(kind, allowed) {
  switch (kind) {
    case 'plain':
      return { t: BOOLEAN, ...is(true) };
    case 'sticky':
      return {
        t: BOOLEAN,
        ...is(false),
        p: [
          { p: 25, ...is(true) },
          { p: 75, ...is(false) },
        ],
      };
    case 'conditions':
      return { t: BOOLEAN, ...is(false), r: [{ c: conditions, s: is(true) }] };
    case 'targeted': {
      const c = [...conditions, where('Identifier', TextIsOneOf, { l: allowed })];
      return { t: BOOLEAN, ...is(false), r: [{ c, s: is(true) }] };
    }
    default: {
      const text = (s) => ({ v: { s }, i: s });
      const p = Object.entries({ control: 50, compact: 25, rich: 25 });
      return { t: TEXT, ...text('control'), p: p.map(([s, share]) => ({ p: share, ...text(s) })) };
    }
  }
}
