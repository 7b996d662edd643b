import type { Translation } from './translation.js';

const nightly = {
  roles: { $type: 'array', $in: ['batch', 'admin'] },
  region: { $nin: ['test', 'local'] },
  queue: { $type: 'number', $gt: 100 },
};

// Their hours include the last minute, their end the last second.
const season = {
  from: '2026-09-30T22:00:00Z',
  until: '2026-12-31T22:59:59.001Z',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  timezone: 'Europe/Berlin',
};

/** AWS Powertools, the feature flags schema. */
export const powertools: readonly Translation[] = [
  {
    system: 'AWS Powertools',
    title: 'a boolean with two conditions',
    theirs: {
      express_delivery: {
        default: false,
        rules: {
          'gold customers in two regions': {
            when_match: true,
            conditions: [
              { action: 'EQUALS', key: 'tier', value: 'gold' },
              { action: 'KEY_IN_VALUE', key: 'region', value: ['north', 'east'] },
            ],
          },
        },
      },
    },
    ours: {
      flags: {
        express_delivery: {
          default: false,
          rules: [
            {
              name: 'gold customers in two regions',
              when: { tier: { $eq: 'gold' }, region: { $in: ['north', 'east'] } },
              serve: true,
            },
          ],
        },
      },
    },
    answers: [
      { context: { region: 'north' }, value: false },
      { context: { tier: 'gold' }, value: false },
      { context: { tier: 'gold', region: 'west' }, value: false },
      { context: { tier: 'gold', region: 'north' }, value: true },
      { context: { tier: 'gold', region: 'east' }, value: true },
      { context: { region: 'north', tier: 'gold' }, value: true },
      { context: { tier: 'silver', region: 'north' }, value: false },
    ],
  },
  {
    system: 'AWS Powertools',
    title: 'shares of customers by MODULO_RANGE, and values of any type',
    theirs: {
      price_model: {
        boolean_type: false,
        default: { name: 'flat' },
        rules: {
          'five of a hundred customers': {
            when_match: { name: 'usage' },
            conditions: [
              { action: 'MODULO_RANGE', key: 'customer_id', value: { BASE: 100, START: 0, END: 4 } },
            ],
          },
          'twenty more, if they take part': {
            when_match: { name: 'hybrid', cap: 50 },
            conditions: [
              { action: 'MODULO_RANGE', key: 'customer_id', value: { BASE: 100, START: 5, END: 24 } },
              { action: 'VALUE_IN_KEY', key: 'labels', value: 'pilot' },
              { action: 'VALUE_NOT_IN_KEY', key: 'email', value: '+test' },
            ],
          },
        },
      },
    },
    ours: {
      flags: {
        price_model: {
          default: { name: 'flat' },
          rules: [
            {
              name: 'five of a hundred customers',
              when: { customer_id: { $type: 'number', $modRange: [100, 0, 4] } },
              serve: { name: 'usage' },
            },
            {
              name: 'twenty more, if they take part',
              when: {
                customer_id: { $type: 'number', $modRange: [100, 5, 24] },
                $and: [
                  { $or: [{ labels: { $elemMatch: { $eq: 'pilot' } } }, { labels: { $contains: 'pilot' } }] },
                  {
                    $or: [
                      { email: { $type: 'string', $not: { $contains: '+test' } } },
                      { email: { $type: 'array', $not: { $elemMatch: { $eq: '+test' } } } },
                    ],
                  },
                ],
              },
              serve: { name: 'hybrid', cap: 50 },
            },
          ],
        },
      },
    },
    answers: [
      { context: { customer_id: 984771 }, value: { name: 'flat' } },
      { context: { customer_id: 5, email: 5 }, value: { name: 'flat' } },
      { context: { customer_id: 147027, labels: 'pilots', email: 5 }, value: { name: 'flat' } },
      { context: { customer_id: 16, labels: ['pilot'], email: [] }, value: { name: 'hybrid', cap: 50 } },
      { context: { customer_id: 5, labels: ['pilot'], email: [] }, value: { name: 'hybrid', cap: 50 } },
      { context: { customer_id: 5, labels: 'pilot', email: 'a@x' }, value: { name: 'hybrid', cap: 50 } },
      { context: { customer_id: -96, labels: 5, email: 'a@x' }, value: { name: 'usage' } },
      { context: { customer_id: 0, labels: 'pilot', email: ['+test'] }, value: { name: 'usage' } },
      { context: { customer_id: 104, labels: 'pilots', email: 'a@x' }, value: { name: 'usage' } },
      { context: { customer_id: -96 }, value: { name: 'usage' } },
      { context: { customer_id: 984771, labels: ['pilot'], email: [] }, value: { name: 'flat' } },
      { context: { customer_id: 16, email: [] }, value: { name: 'flat' } },
    ],
  },
  {
    system: 'AWS Powertools',
    title: 'hours past midnight on weekdays in a zone, between two dates, with lists',
    theirs: {
      night_batch: {
        default: true,
        rules: {
          'not at night': {
            when_match: false,
            conditions: [
              {
                action: 'SCHEDULE_BETWEEN_TIME_RANGE',
                key: 'CURRENT_TIME',
                value: { START: '22:00', END: '05:59', TIMEZONE: 'Europe/Berlin' },
              },
              {
                action: 'SCHEDULE_BETWEEN_DAYS_OF_WEEK',
                key: 'CURRENT_DAY_OF_WEEK',
                value: {
                  DAYS: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
                  TIMEZONE: 'Europe/Berlin',
                },
              },
              {
                action: 'SCHEDULE_BETWEEN_DATETIME_RANGE',
                key: 'CURRENT_DATETIME',
                value: {
                  START: '2026-10-01T00:00:00',
                  END: '2026-12-31T23:59:59',
                  TIMEZONE: 'Europe/Berlin',
                },
              },
              { action: 'ANY_IN_VALUE', key: 'roles', value: ['batch', 'admin'] },
              { action: 'KEY_NOT_IN_VALUE', key: 'region', value: ['test', 'local'] },
              { action: 'KEY_GREATER_THAN_VALUE', key: 'queue', value: 100 },
            ],
          },
        },
      },
    },
    ours: {
      flags: {
        night_batch: {
          default: true,
          rules: [
            // Their weekday is that of the moment, ours that of the evening: two rules.
            {
              name: 'not at night (until midnight)',
              when: nightly,
              schedule: { ...season, between: ['22:00', '24:00'] },
              serve: false,
            },
            {
              name: 'not at night (from midnight)',
              when: nightly,
              schedule: { ...season, between: ['00:00', '06:00'] },
              serve: false,
            },
          ],
        },
      },
    },
    answers: [
      { context: { roles: [], region: 'prod' }, value: true, at: '2026-12-07T20:30:00Z' },
      { context: { roles: ['batch'], queue: 101 }, value: true, at: '2026-10-16T22:30:00Z' },
      { context: { roles: [], region: 'prod', queue: '200' }, value: true, at: '2026-10-15T03:59:59Z' },
      { context: { roles: ['batch'], region: 'prod', queue: 101 }, value: false, at: '2026-12-31T22:59:59Z' },
      {
        context: { roles: ['x', 'admin'], region: 'prod', queue: 200 },
        value: false,
        at: '2026-10-16T21:59:00Z',
      },
      { context: { roles: ['batch'], queue: 101 }, value: false, at: '2026-12-31T22:59:59Z' },
      {
        context: { roles: ['batch'], region: 'prod', queue: 101.5 },
        value: false,
        at: '2026-10-15T03:59:59Z',
      },
      { context: { roles: ['batch'], queue: 200 }, value: false, at: '2026-09-30T22:00:00Z' },
      { context: { roles: ['batch'], queue: 101.5 }, value: false, at: '2026-10-15T03:59:59Z' },
      { context: { roles: [], region: 'prod', queue: 101 }, value: true, at: '2026-12-31T22:59:59Z' },
      { context: { roles: ['batch'], region: 'test', queue: 101 }, value: true, at: '2026-12-31T22:59:59Z' },
      { context: { roles: ['batch'], region: 'prod' }, value: true, at: '2026-12-31T22:59:59Z' },
      { context: { roles: ['batch'], region: 'prod', queue: 101 }, value: true, at: '2026-12-07T20:30:00Z' },
      { context: { roles: [], region: 'prod', queue: 101.5 }, value: true, at: '2026-10-15T03:59:59Z' },
      {
        context: { roles: ['batch'], region: 'test', queue: 101.5 },
        value: true,
        at: '2026-10-15T03:59:59Z',
      },
      { context: { roles: ['batch'], region: 'prod' }, value: true, at: '2026-10-15T03:59:59Z' },
      {
        context: { roles: ['batch'], region: 'prod', queue: 101.5 },
        value: true,
        at: '2026-12-07T20:30:00Z',
      },
    ],
  },
];
