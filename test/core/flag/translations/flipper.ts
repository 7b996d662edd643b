import type { Translation } from './translation.js';

/** Flipper, a JSON export of version 1. An actor's `flipper_id` is our targeting key, its properties are attributes. */
export const flipper: readonly Translation[] = [
  {
    system: 'Flipper',
    title: 'a list of actors',
    theirs: {
      version: 1,
      features: {
        new_ui: {
          boolean: null,
          actors: ['User;1', 'User;42'],
          groups: [],
          percentage_of_actors: null,
          percentage_of_time: null,
          expression: null,
        },
      },
    },
    ours: { flags: { new_ui: { rules: [{ users: ['User;1', 'User;42'] }] } } },
    answers: [
      { context: { targetingKey: 'User;42' }, value: true },
      { context: { targetingKey: 'User;1' }, value: true },
      { context: { targetingKey: 'User;2' }, value: false },
      { context: {}, value: false },
    ],
  },
  {
    system: 'Flipper',
    title: 'a share of actors, and a group',
    theirs: {
      version: 1,
      features: {
        search: {
          boolean: null,
          actors: [],
          groups: ['admins'],
          percentage_of_actors: '12.5',
          percentage_of_time: null,
          expression: null,
        },
      },
    },
    ours: {
      flags: {
        search: {
          rules: [
            { rollout: 12.5, hash: 'flipper-ruby', seed: 'search' },
            // A group is a block of Ruby; the segment has to be written by hand.
            { when: { targetingKey: { $exists: true }, $segment: 'admins' } },
          ],
        },
      },
      segments: { admins: { role: 'admin' } },
    },
    answers: [
      { context: { targetingKey: 'User;10660', role: 'x' }, value: false },
      { context: { targetingKey: 'User;27225', role: 'x' }, value: false },
      { context: { targetingKey: 'User;33797', role: 'x' }, value: false },
      { context: { targetingKey: 'User;66539', role: 'admin' }, value: true },
      { context: { targetingKey: 'User;76055', role: 'admin' }, value: true },
      { context: { targetingKey: 'User;48629', role: 'admin' }, value: true },
      { context: { targetingKey: 'User;21052', role: 'x' }, value: true },
      { context: { targetingKey: 'User;62828', role: 'admin' }, value: true },
      { context: { targetingKey: 'User;62099' }, value: true },
      { context: { targetingKey: 'User;62828', role: 'x' }, value: true },
      { context: { targetingKey: 'User;10660', role: 'admin' }, value: true },
      { context: { role: 'admin' }, value: false },
    ],
  },
  {
    system: 'Flipper',
    title: 'an expression with properties, a share, a date and nothing known of the actor',
    theirs: {
      version: 1,
      features: {
        reports: {
          boolean: null,
          actors: ['Team;9'],
          groups: [],
          percentage_of_actors: null,
          percentage_of_time: '0',
          expression: {
            Any: [
              {
                All: [
                  { Equal: [{ Property: ['plan'] }, 'pro'] },
                  { GreaterThanOrEqualTo: [{ Property: ['seats'] }, 10] },
                  { GreaterThanOrEqualTo: [{ Now: [] }, { Time: ['2026-11-01T00:00:00Z'] }] },
                ],
              },
              {
                All: [
                  { NotEqual: [{ Property: ['region'] }, 'eu'] },
                  { LessThan: [{ Property: ['age'] }, 1] },
                  { Boolean: [{ Property: ['beta'] }] },
                ],
              },
              { PercentageOfActors: [{ Property: ['company'] }, 20] },
            ],
          },
        },
      },
    },
    ours: {
      flags: {
        reports: {
          rules: [
            {
              when: { plan: { $eq: 'pro' }, seats: { $type: 'number', $gte: 10 } },
              schedule: { from: '2026-11-01T00:00:00Z' },
            },
            {
              when: {
                region: { $ne: 'eu' },
                age: { $type: 'number', $lt: 1 },
                beta: { $in: [true, 1, 'true', '1'] },
              },
            },
            // Without a company Flipper hashes the feature's name alone: 83.5 %, so out.
            { rollout: 20, by: 'company', hash: 'flipper-ruby', seed: 'reports' },
            { users: ['Team;9'] },
          ],
        },
      },
    },
    answers: [
      {
        context: { targetingKey: 'User;3', plan: 'pro', seats: 9, region: 'us', age: '0', company: 'c47652' },
        value: false,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'User;3', region: 'eu', age: 1, beta: 'true', company: 'c29983' },
        value: false,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', plan: 'x', beta: true, company: 'c20539' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', seats: 30, region: 'eu', age: 0, beta: false, company: 'c80707' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'Team;9',
          plan: 'pro',
          seats: 10,
          region: 'us',
          beta: '1',
          company: 'c59880',
        },
        value: true,
        at: '2026-11-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'User;3',
          plan: 'pro',
          seats: 30,
          region: 'us',
          age: 0,
          beta: 'true',
          company: 'c98853',
        },
        value: true,
        at: '2026-11-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'User;3',
          plan: 'x',
          seats: 9,
          region: 'us',
          age: '0',
          beta: true,
          company: 'c41730',
        },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'User;3', plan: 'x', seats: 10, beta: 'yes', company: 'c52801' },
        value: true,
        at: '2026-11-01T00:00:00Z',
      },
      {
        context: { targetingKey: 'Team;9', plan: 'pro', region: 'us', age: 0, beta: true, company: 'c30775' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', seats: 10, region: 'us', age: 0, beta: 1, company: 'c93024' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', plan: 'pro', seats: 9, region: 'us', age: '0', company: 'c47652' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'User;3', plan: 'pro', seats: 9, region: 'us', age: '0', company: 'c41730' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'User;3', plan: 'x', beta: true, company: 'c20539' },
        value: false,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', plan: 'x', beta: true, company: 'c20539', age: 0 },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', plan: 'x', beta: true, company: 'c41730' },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: { targetingKey: 'Team;9', plan: 'x', seats: 10, region: 'us', beta: '1', company: 'c59880' },
        value: true,
        at: '2026-11-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'Team;9',
          plan: 'pro',
          seats: 9,
          region: 'us',
          beta: '1',
          company: 'c59880',
        },
        value: true,
        at: '2026-11-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'Team;9',
          plan: 'pro',
          seats: 10,
          region: 'us',
          beta: '1',
          company: 'c59880',
        },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'User;3',
          plan: 'x',
          seats: 9,
          region: 'us',
          age: 0,
          beta: true,
          company: 'c41730',
        },
        value: true,
        at: '2026-10-31T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'User;3',
          plan: 'x',
          seats: 9,
          region: 'us',
          age: '0',
          beta: true,
          company: 'c47652',
        },
        value: false,
        at: '2026-10-31T23:59:59Z',
      },
    ],
  },
  {
    system: 'Flipper',
    title: 'an expression that asks for another feature',
    theirs: {
      version: 1,
      features: {
        exports: {
          boolean: null,
          actors: ['User;7'],
          groups: [],
          percentage_of_actors: null,
          percentage_of_time: null,
          expression: { All: [{ FeatureEnabled: ['billing'] }, { Equal: [{ Property: ['plan'] }, 'pro'] }] },
        },
        billing: {
          boolean: null,
          actors: ['User;1', 'User;2'],
          groups: [],
          percentage_of_actors: null,
          percentage_of_time: null,
          expression: null,
        },
      },
    },
    ours: {
      flags: {
        exports: {
          rules: [{ requires: ['billing'], when: { plan: { $eq: 'pro' } } }, { users: ['User;7'] }],
        },
        billing: { rules: [{ users: ['User;1', 'User;2'] }] },
      },
    },
    answers: [
      { context: { targetingKey: 'User;3', plan: 'pro' }, value: false },
      { context: { targetingKey: 'User;1' }, value: false },
      { context: { targetingKey: 'User;2' }, value: false },
      { context: { targetingKey: 'User;7' }, value: true },
      { context: { targetingKey: 'User;7', plan: 'pro' }, value: true },
      { context: { targetingKey: 'User;1', plan: 'pro' }, value: true },
      { context: { targetingKey: 'User;2', plan: 'pro' }, value: true },
      { context: { targetingKey: 'User;3' }, value: false },
      { context: { plan: 'pro' }, value: false },
    ],
  },
];
