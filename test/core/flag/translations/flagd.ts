import type { Translation } from './translation.js';

// What sem_ver takes for a version: one, two or three numbers, or all of semver.org. Compared as numbers otherwise.
const VERSION =
  '^[vV]?v?(?:\\d+(?:\\.\\d+)?|(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?)$';

/** flagd, definitions of schema v0. */
export const flagd: readonly Translation[] = [
  {
    system: 'flagd',
    title: 'a boolean with a shared evaluator',
    theirs: {
      $evaluators: { staff: { ends_with: [{ var: 'email' }, '@example.com'] } },
      flags: {
        'new-header': {
          state: 'ENABLED',
          variants: { on: true, off: false },
          defaultVariant: 'off',
          targeting: { if: [{ $ref: 'staff' }, 'on', null] },
        },
      },
    },
    ours: {
      flags: {
        'new-header': {
          variants: { on: true, off: false },
          default: 'off',
          rules: [{ when: { $segment: 'staff' }, serve: 'on' }],
        },
      },
      segments: { staff: { email: { $endsWith: '@example.com' } } },
    },
    answers: [
      { context: { targetingKey: 'user-743801' }, value: false, variant: 'off' },
      { context: { targetingKey: 'user-993678' }, value: false, variant: 'off' },
      { context: { targetingKey: 'user-321135', email: 5 }, value: false, variant: 'off' },
      { context: { targetingKey: 'user-161249', email: 'a@example.com' }, value: true, variant: 'on' },
      { context: { targetingKey: 'user-685179', email: 'a@example.com' }, value: true, variant: 'on' },
      { context: { targetingKey: 'user-912350', email: 'a@example.com' }, value: true, variant: 'on' },
      { context: { targetingKey: 'user-743801', email: 'a@example.com' }, value: true, variant: 'on' },
      { context: { targetingKey: 'user-161249' }, value: false, variant: 'off' },
    ],
  },
  {
    system: 'flagd',
    title: 'fractional by an attribute, with buckets that are not in the order of their names',
    theirs: {
      flags: {
        banner: {
          state: 'ENABLED',
          variants: { red: '#b00', blue: '#00b', green: '#0b0' },
          defaultVariant: 'red',
          targeting: {
            fractional: [
              { cat: [{ var: '$flagd.flagKey' }, { var: 'email' }] },
              ['red', 50],
              ['blue', 20],
              ['green', 30],
            ],
          },
        },
      },
    },
    ours: {
      flags: {
        banner: {
          variants: { red: '#b00', blue: '#00b', green: '#0b0' },
          default: 'red',
          rules: [
            { when: { $rollout: { range: [0, 50], by: 'email', seed: 'banner' } }, serve: 'red' },
            { when: { $rollout: { range: [50, 70], by: 'email', seed: 'banner' } }, serve: 'blue' },
            { when: { $rollout: { range: [70, 100], by: 'email', seed: 'banner' } }, serve: 'green' },
            {
              name: 'empty text is hashed: murmur3 of "banner"',
              when: { email: { $eq: '' } },
              serve: 'blue',
            },
            { name: 'so is a missing one: murmur3 of "bannerundefined"', serve: 'red' },
          ],
        },
      },
    },
    answers: [
      {
        context: { targetingKey: 'user-732795', email: 'u75623@example.org' },
        value: '#b00',
        variant: 'red',
      },
      {
        context: { targetingKey: 'user-374819', email: 'u71988@example.org' },
        value: '#b00',
        variant: 'red',
      },
      {
        context: { targetingKey: 'user-473354', email: 'u5921@example.org' },
        value: '#0b0',
        variant: 'green',
      },
      {
        context: { targetingKey: 'user-131470', email: 'u76680@example.org' },
        value: '#0b0',
        variant: 'green',
      },
      {
        context: { targetingKey: 'user-677060', email: 'u9100@example.org' },
        value: '#00b',
        variant: 'blue',
      },
      {
        context: { targetingKey: 'user-479488', email: 'u67591@example.org' },
        value: '#00b',
        variant: 'blue',
      },
      { context: { targetingKey: 'user-200301', email: '' }, value: '#00b', variant: 'blue' },
      { context: { targetingKey: 'user-664130', email: '' }, value: '#00b', variant: 'blue' },
      { context: { targetingKey: 'user-736205' }, value: '#b00', variant: 'red' },
      { context: {}, value: '#b00', variant: 'red' },
      {
        context: { targetingKey: 'user-732795', email: 'u5921@example.org' },
        value: '#0b0',
        variant: 'green',
      },
      {
        context: { targetingKey: 'user-473354', email: 'u75623@example.org' },
        value: '#b00',
        variant: 'red',
      },
    ],
  },
  {
    system: 'flagd',
    title: 'versions, a date, negation and a fractional inside an if',
    theirs: {
      flags: {
        checkout: {
          state: 'ENABLED',
          variants: { classic: { steps: 4 }, short: { steps: 2 }, express: { steps: 1 } },
          defaultVariant: 'classic',
          targeting: {
            if: [
              {
                and: [
                  { sem_ver: [{ var: 'app.version' }, '^', '2.0.0'] },
                  { '!': [{ in: [{ var: 'country' }, ['KP', 'SY']] }] },
                  { '>=': [{ var: '$flagd.timestamp' }, 1796083200] },
                ],
              },
              {
                fractional: [
                  ['short', 60],
                  ['express', 40],
                ],
              },
              {
                or: [
                  { in: ['beta', { var: 'labels' }] },
                  { and: [{ starts_with: [{ var: 'email' }, 'qa+'] }, { '!==': [{ var: 'trial' }, true] }] },
                ],
              },
              'express',
              null,
            ],
          },
        },
      },
    },
    ours: {
      flags: {
        checkout: {
          variants: { classic: { steps: 4 }, short: { steps: 2 }, express: { steps: 1 } },
          default: 'classic',
          rules: [
            {
              when: { $segment: 'checkout-v2', $rollout: { range: [0, 60], seed: 'checkout' } },
              schedule: { from: '2026-12-01T00:00:00Z' },
              serve: 'short',
            },
            {
              when: { $segment: 'checkout-v2', $rollout: { range: [60, 100], seed: 'checkout' } },
              schedule: { from: '2026-12-01T00:00:00Z' },
              serve: 'express',
            },
            {
              name: 'a fractional without a key gives the default, not the next branch',
              when: { $segment: 'checkout-v2' },
              schedule: { from: '2026-12-01T00:00:00Z' },
              serve: 'classic',
            },
            {
              when: {
                $or: [
                  { labels: { $in: ['beta'] } },
                  { labels: { $contains: 'beta' } },
                  { email: { $startsWith: 'qa+' }, trial: { $ne: true } },
                ],
              },
              serve: 'express',
            },
          ],
        },
      },
      segments: {
        'checkout-v2': {
          $or: [
            { 'app.version': { $regex: VERSION, $vgte: '2.0.0-0', $vlt: '3.0.0-0' } },
            { 'app.version': { $type: 'number', $gte: 2, $lt: 3 } },
          ],
          country: { $not: { $in: ['KP', 'SY'], $not: { $type: 'array' } } },
        },
      },
    },
    answers: [
      {
        context: {
          targetingKey: 'user-500978',
          app: { version: '3.0.0' },
          country: 'KP',
          labels: 'a-beta-b',
          trial: true,
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-66112',
          app: { version: '3.0.0' },
          country: null,
          labels: 'a-beta-b',
          email: 'me@x.org',
          trial: false,
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2026-11-30T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'user-804399',
          app: { version: 2.5 },
          country: null,
          labels: ['beta', 'x'],
          email: 'me@x.org',
          trial: true,
        },
        value: { steps: 2 },
        variant: 'short',
        at: '2027-01-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-423839',
          app: { version: '2.0.0-alpha' },
          country: 'NO',
          labels: ['alpha'],
          email: 'qa+1@x.org',
          trial: 'true',
        },
        value: { steps: 2 },
        variant: 'short',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: { app: { version: '2' }, country: ['KP'], labels: [], email: 'me@x.org', trial: 'true' },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: { app: { version: '2' }, labels: ['beta', 'x'], email: 'me@x.org', trial: true },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-158255',
          app: { version: 2 },
          country: null,
          labels: [],
          email: 'me@x.org',
          trial: false,
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'ada',
          app: { version: 'v2.4.1' },
          country: null,
          labels: ['beta', 'x'],
          email: 'me@x.org',
          trial: 'true',
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: { targetingKey: 'grace', app: { version: 'V2.3.4' }, country: 5, labels: [], trial: false },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-11-30T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'user-562281',
          app: { version: '1.9.9' },
          country: 5,
          labels: [],
          trial: false,
        },
        value: { steps: 4 },
        variant: 'classic',
        at: '2027-01-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-500978',
          app: { version: '3.0.0' },
          country: 'KP',
          labels: [],
          trial: true,
        },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: {
          app: { version: 2.5 },
          country: null,
          labels: ['beta', 'x'],
          email: 'me@x.org',
          trial: true,
        },
        value: { steps: 4 },
        variant: 'classic',
        at: '2027-01-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-804399',
          app: { version: '3.0.0' },
          country: null,
          labels: ['beta', 'x'],
          email: 'me@x.org',
          trial: true,
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2027-01-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-804399',
          app: { version: 2.5 },
          country: 'KP',
          labels: ['beta', 'x'],
          email: 'me@x.org',
          trial: true,
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2027-01-01T00:00:00Z',
      },
      {
        context: {
          targetingKey: 'user-804399',
          app: { version: 2.5 },
          country: null,
          labels: ['beta', 'x'],
          email: 'me@x.org',
          trial: true,
        },
        value: { steps: 1 },
        variant: 'express',
        at: '2026-11-30T23:59:59Z',
      },
      {
        context: {
          app: { version: '2' },
          country: ['KP'],
          labels: [],
          email: 'me@x.org',
          trial: 'true',
          targetingKey: 'user-500978',
        },
        value: { steps: 2 },
        variant: 'short',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: { app: { version: '3.0.0' }, country: ['KP'], labels: [], email: 'me@x.org', trial: 'true' },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: { app: { version: '2' }, country: 'KP', labels: [], email: 'me@x.org', trial: 'true' },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-12-01T00:00:00Z',
      },
      {
        context: { app: { version: '2' }, country: ['KP'], labels: [], email: 'me@x.org', trial: 'true' },
        value: { steps: 4 },
        variant: 'classic',
        at: '2026-11-30T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'user-500978',
          app: { version: 2 },
          country: null,
          labels: [],
          email: 'me@x.org',
          trial: false,
        },
        value: { steps: 2 },
        variant: 'short',
        at: '2026-12-01T00:00:00Z',
      },
    ],
  },
];
