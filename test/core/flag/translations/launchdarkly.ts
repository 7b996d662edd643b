import type { Translation } from './translation.js';

// LaunchDarkly fills up "2" and "2.1", and takes no leading "v".
const VERSION = '^(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)){0,2}(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$';

const experiment = (first: number, last: number): object => ({
  plan: { $in: ['pro'] },
  $rollout: { range: [first, last], hash: 'launchdarkly', seed: '61' },
});

const byCompany = (first: number, last: number): object => ({
  $rollout: { range: [first, last], hash: 'launchdarkly', seed: 'search-backend.e4', by: 'company' },
});

const engine = (first: number, last: number): object => ({
  $rollout: { range: [first, last], hash: 'launchdarkly', seed: 'reporting-engine.5c' },
});

/**
 * LaunchDarkly, server-side flag data. A user's `key` is our targeting key; another kind is an object of the context.
 * Variants are named by the index of the variation.
 */
export const launchDarkly: readonly Translation[] = [
  {
    system: 'LaunchDarkly',
    title: 'a boolean with individual targets and a rule',
    theirs: {
      flags: {
        'dark-mode': {
          key: 'dark-mode',
          version: 1,
          on: true,
          variations: [true, false],
          offVariation: 1,
          fallthrough: { variation: 1 },
          targets: [{ variation: 0, values: ['ada', 'grace'] }],
          rules: [
            {
              id: 'r1',
              variation: 0,
              clauses: [{ attribute: 'country', op: 'in', values: ['NO', 'SE'], negate: false }],
            },
          ],
          prerequisites: [],
          salt: 'a1',
        },
      },
      segments: {},
    },
    ours: {
      flags: {
        'dark-mode': {
          variants: { '0': true, '1': false },
          default: '1',
          rules: [
            { users: ['ada', 'grace'], serve: '0' },
            { when: { country: { $in: ['NO', 'SE'] } }, serve: '0' },
            { serve: '1' },
          ],
        },
      },
    },
    answers: [
      { context: { targetingKey: 'user-743801' }, value: false, variant: '1' },
      { context: { targetingKey: 'user-993678' }, value: false, variant: '1' },
      { context: { targetingKey: 'user-321135', country: 'DK' }, value: false, variant: '1' },
      { context: { targetingKey: 'user-161249', country: 'NO' }, value: true, variant: '0' },
      { context: { targetingKey: 'user-685179', country: 'NO' }, value: true, variant: '0' },
      { context: { targetingKey: 'user-631317', country: ['SE', 'DK'] }, value: true, variant: '0' },
      { context: { targetingKey: 'grace', country: 'NO' }, value: true, variant: '0' },
      { context: { targetingKey: 'grace' }, value: true, variant: '0' },
      { context: { targetingKey: 'ada', country: 'NO' }, value: true, variant: '0' },
      { context: { targetingKey: 'ada' }, value: true, variant: '0' },
      { context: { targetingKey: 'user-743801', country: 'NO' }, value: true, variant: '0' },
      { context: { targetingKey: 'user-161249' }, value: false, variant: '1' },
    ],
  },
  {
    system: 'LaunchDarkly',
    title: 'an experiment with a seed, and a percentage rollout by another attribute',
    theirs: {
      flags: {
        'search-backend': {
          key: 'search-backend',
          version: 1,
          on: true,
          variations: ['sql', 'solr', 'vespa'],
          offVariation: 0,
          targets: [],
          prerequisites: [],
          salt: 'e4',
          rules: [
            {
              id: 'r1',
              clauses: [{ attribute: 'plan', op: 'in', values: ['pro'], negate: false }],
              rollout: {
                kind: 'experiment',
                contextKind: 'user',
                seed: 61,
                variations: [
                  { variation: 0, weight: 20000, untracked: true },
                  { variation: 1, weight: 40000 },
                  { variation: 2, weight: 40000 },
                ],
              },
            },
          ],
          fallthrough: {
            rollout: {
              contextKind: 'user',
              bucketBy: 'company',
              variations: [
                { variation: 0, weight: 33333 },
                { variation: 1, weight: 33333 },
                { variation: 2, weight: 33334 },
              ],
            },
          },
        },
      },
      segments: {},
    },
    ours: {
      flags: {
        'search-backend': {
          variants: { '0': 'sql', '1': 'solr', '2': 'vespa' },
          default: '0',
          rules: [
            { when: experiment(0, 20), serve: '0' },
            { when: experiment(20, 60), serve: '1' },
            { when: experiment(60, 100), serve: '2' },
            {
              name: 'a fraction is no key: bucket 0',
              when: { company: { $type: 'number', $not: { $mod: [1, 0] } } },
              serve: '0',
            },
            { name: 'empty text is hashed: 67.2 %', when: { company: { $eq: '' } }, serve: '2' },
            { when: byCompany(0, 33.333), serve: '0' },
            { when: byCompany(33.333, 66.666), serve: '1' },
            { when: byCompany(66.666, 100), serve: '2' },
            { name: 'without a company the bucket is 0', serve: '0' },
          ],
        },
      },
    },
    answers: [
      { context: { targetingKey: 'user-732795', plan: 'free', company: '' }, value: 'vespa', variant: '2' },
      { context: { targetingKey: 'user-553359', company: '' }, value: 'vespa', variant: '2' },
      { context: { targetingKey: 'user-x', plan: 'pro', company: 'c10403' }, value: 'solr', variant: '1' },
      {
        context: { targetingKey: 'user-606121', plan: 'pro', company: 'c37585' },
        value: 'solr',
        variant: '1',
      },
      { context: { targetingKey: 'ada', plan: 'pro', company: 'c51712' }, value: 'vespa', variant: '2' },
      {
        context: { targetingKey: 'user-457416', plan: 'pro', company: 'c78177' },
        value: 'vespa',
        variant: '2',
      },
      { context: { targetingKey: 'user-939541', plan: 'pro', company: 7 }, value: 'sql', variant: '0' },
      {
        context: { targetingKey: 'user-253989', plan: 'pro', company: 'c57265' },
        value: 'sql',
        variant: '0',
      },
      { context: { targetingKey: 'mallory', company: 'c19608' }, value: 'solr', variant: '1' },
      {
        context: { targetingKey: 'user-845999', plan: 'free', company: 'c80409' },
        value: 'solr',
        variant: '1',
      },
      { context: { targetingKey: 'user-797200', plan: 'free', company: true }, value: 'sql', variant: '0' },
      { context: { targetingKey: 'user-758782' }, value: 'sql', variant: '0' },
      { context: { targetingKey: 'user-934940', company: 1.5 }, value: 'sql', variant: '0' },
      { context: { targetingKey: 'grace', plan: 'free', company: 1.5 }, value: 'sql', variant: '0' },
      {
        context: { targetingKey: 'user-116113', plan: 'free', company: 'c29118' },
        value: 'vespa',
        variant: '2',
      },
      {
        context: { targetingKey: 'user-450866', plan: 'free', company: 'c40283' },
        value: 'vespa',
        variant: '2',
      },
      { context: { targetingKey: 'user-929460', company: 'c56763' }, value: 'sql', variant: '0' },
      { context: { targetingKey: 'mallory', company: 'c52517' }, value: 'sql', variant: '0' },
    ],
  },
  {
    system: 'LaunchDarkly',
    title: 'a prerequisite, segments with a share, two kinds of context, versions, dates and negation',
    theirs: {
      flags: {
        'beta-reports': {
          key: 'beta-reports',
          version: 1,
          on: true,
          variations: ['full', 'lite', 'none'],
          offVariation: 2,
          fallthrough: { variation: 2 },
          prerequisites: [{ key: 'reporting-engine', variation: 1 }],
          targets: [],
          contextTargets: [{ contextKind: 'org', variation: 1, values: ['acme'] }],
          salt: '7d',
          rules: [
            {
              id: 'r1',
              variation: 0,
              clauses: [
                { attribute: '', op: 'segmentMatch', values: ['internal', 'partners'], negate: false },
                {
                  contextKind: 'user',
                  attribute: 'appVersion',
                  op: 'semVerGreaterThan',
                  values: ['2.1'],
                  negate: false,
                },
                {
                  contextKind: 'user',
                  attribute: 'signup',
                  op: 'before',
                  values: ['2026-01-01T00:00:00Z'],
                  negate: false,
                },
              ],
            },
            {
              id: 'r2',
              variation: 1,
              clauses: [
                {
                  contextKind: 'user',
                  attribute: 'groups',
                  op: 'in',
                  values: ['trial', 'blocked'],
                  negate: true,
                },
                {
                  contextKind: 'org',
                  attribute: '/address/country',
                  op: 'startsWith',
                  values: ['D', 'F'],
                  negate: false,
                },
              ],
            },
          ],
        },
        'reporting-engine': {
          key: 'reporting-engine',
          version: 1,
          on: true,
          variations: ['v1', 'v2'],
          offVariation: 0,
          targets: [],
          rules: [],
          prerequisites: [],
          salt: '5c',
          fallthrough: {
            rollout: {
              contextKind: 'user',
              variations: [
                { variation: 0, weight: 25000 },
                { variation: 1, weight: 75000 },
              ],
            },
          },
        },
      },
      segments: {
        internal: {
          key: 'internal',
          version: 1,
          included: ['ada'],
          excluded: ['mallory'],
          includedContexts: [{ contextKind: 'org', values: ['halyard'] }],
          excludedContexts: [],
          salt: 's1',
          rules: [
            {
              id: 's1r1',
              clauses: [
                {
                  contextKind: 'user',
                  attribute: 'email',
                  op: 'endsWith',
                  values: ['@example.com'],
                  negate: false,
                },
              ],
              weight: 50000,
              bucketBy: 'email',
              rolloutContextKind: 'user',
            },
          ],
        },
        partners: {
          key: 'partners',
          version: 1,
          included: [],
          excluded: [],
          salt: 's2',
          rules: [
            {
              id: 's2r1',
              clauses: [
                { contextKind: 'user', attribute: 'partner', op: 'in', values: [true], negate: false },
              ],
            },
          ],
        },
      },
    },
    ours: {
      flags: {
        'beta-reports': {
          variants: { '0': 'full', '1': 'lite', '2': 'none' },
          default: '2',
          requires: [{ flag: 'reporting-engine', variant: '1' }],
          rules: [
            { when: { 'org.key': { $in: ['acme'] } }, serve: '1' },
            {
              when: {
                $or: [{ $segment: 'internal' }, { $segment: 'partners' }],
                appVersion: { $type: 'string', $regex: VERSION, $vgt: '2.1' },
                signup: { $before: '2026-01-01T00:00:00Z' },
              },
              serve: '0',
            },
            {
              when: {
                groups: { $exists: true, $nin: ['trial', 'blocked'] },
                // A clause asks each element of a list.
                $or: [
                  { 'org.address.country': { $regex: '^[DF]' } },
                  { 'org.address.country': { $elemMatch: { $regex: '^[DF]' } } },
                ],
              },
              serve: '1',
            },
            { serve: '2' },
          ],
        },
        'reporting-engine': {
          variants: { '0': 'v1', '1': 'v2' },
          default: '0',
          rules: [{ when: engine(0, 25), serve: '0' }, { when: engine(25, 100), serve: '1' }, { serve: '0' }],
        },
      },
      segments: {
        internal: {
          $or: [
            { targetingKey: { $in: ['ada'] } },
            { 'org.key': { $in: ['halyard'] } },
            {
              targetingKey: { $nin: ['mallory'] },
              email: { $endsWith: '@example.com' },
              $rollout: { range: [0, 50], hash: 'launchdarkly', seed: 'internal.s1', by: 'email' },
            },
          ],
        },
        partners: { partner: { $in: [true] } },
      },
    },
    answers: [
      {
        context: {
          targetingKey: 'ada',
          email: 'u59125@example.com',
          partner: false,
          signup: '2025-01-01',
          groups: ['trial'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'user-122848',
          org: { key: 'o4', address: {} },
          email: 'u@x.org',
          partner: 'true',
          appVersion: '2.2',
          signup: '2025-12-31T23:59:59Z',
          groups: [],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'ada',
          org: { key: 'o1', address: { country: 'DE' } },
          email: 'u@x.org',
          partner: true,
          appVersion: '2.1',
          signup: '2026-01-01T00:30:00+01:00',
          groups: ['a', 'b'],
        },
        value: 'lite',
        variant: '1',
      },
      {
        context: {
          targetingKey: 'ada',
          org: { key: 'o2', address: { country: ['SE', 'FR'] } },
          email: 'u57905@example.com',
          partner: false,
          appVersion: '3',
          signup: 'x',
          groups: ['a', 'b'],
        },
        value: 'lite',
        variant: '1',
      },
      {
        context: {
          targetingKey: 'grace',
          org: { key: 'acme' },
          email: 'u36239@example.com',
          partner: false,
          appVersion: '3',
          signup: 'x',
          groups: ['trial'],
        },
        value: 'lite',
        variant: '1',
      },
      {
        context: {
          targetingKey: 'user-949766',
          org: { key: 'acme' },
          email: 'u63145@example.com',
          partner: 'true',
          appVersion: '2.1',
          signup: '2026-01-01T00:00:00Z',
          groups: [],
        },
        value: 'lite',
        variant: '1',
      },
      {
        context: {
          targetingKey: 'user-361619',
          org: { key: 'o4', address: {} },
          email: 'u35587@example.com',
          partner: 'true',
          appVersion: '2.2.0-rc.1',
          signup: 1800000000000,
          groups: [],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'user-795980',
          org: { key: 'o2', address: { country: ['SE', 'FR'] } },
          appVersion: '2.2.0.1',
          signup: 1800000000000,
          groups: [],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'user-66165',
          org: { key: 'halyard' },
          email: 'u13452@example.com',
          partner: 'true',
          appVersion: '2.2.0-rc.1',
          signup: '2026-01-01T00:30:00+01:00',
          groups: [],
        },
        value: 'full',
        variant: '0',
      },
      {
        context: {
          targetingKey: 'user-973758',
          org: { key: 'halyard' },
          email: 'u52903@example.com',
          partner: false,
          appVersion: '3',
          signup: 1700000000000,
        },
        value: 'full',
        variant: '0',
      },
      {
        context: {
          targetingKey: 'user-361619',
          email: 'u59125@example.com',
          partner: false,
          signup: '2025-01-01',
          groups: ['trial'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'ada',
          email: 'u59125@example.com',
          partner: false,
          signup: '2025-01-01',
          groups: ['trial'],
          org: { key: 'acme' },
        },
        value: 'lite',
        variant: '1',
      },
      {
        context: {
          targetingKey: 'user-361619',
          org: { key: 'o1', address: { country: 'DE' } },
          email: 'u@x.org',
          partner: true,
          appVersion: '2.1',
          signup: '2026-01-01T00:30:00+01:00',
          groups: ['a', 'b'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'ada',
          org: { key: 'o1', address: { country: 'DE' } },
          email: 'u@x.org',
          partner: true,
          appVersion: '2.1',
          signup: '2026-01-01T00:30:00+01:00',
          groups: ['trial'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'ada',
          email: 'u@x.org',
          partner: true,
          appVersion: '2.1',
          signup: '2026-01-01T00:30:00+01:00',
          groups: ['a', 'b'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'ada',
          org: { key: 'o1', address: { country: 'DE' } },
          email: 'u@x.org',
          partner: true,
          appVersion: '2.2',
          signup: '2026-01-01T00:30:00+01:00',
          groups: ['a', 'b'],
        },
        value: 'full',
        variant: '0',
      },
      {
        context: {
          targetingKey: 'user-361619',
          org: { key: 'acme' },
          email: 'u36239@example.com',
          partner: false,
          appVersion: '3',
          signup: 'x',
          groups: ['trial'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'grace',
          email: 'u36239@example.com',
          partner: false,
          appVersion: '3',
          signup: 'x',
          groups: ['trial'],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'ada',
          org: { key: 'o4', address: {} },
          email: 'u35587@example.com',
          partner: 'true',
          appVersion: '2.2.0-rc.1',
          signup: 1800000000000,
          groups: [],
        },
        value: 'none',
        variant: '2',
      },
      {
        context: {
          targetingKey: 'user-361619',
          org: { key: 'halyard' },
          email: 'u13452@example.com',
          partner: 'true',
          appVersion: '2.2.0-rc.1',
          signup: '2026-01-01T00:30:00+01:00',
          groups: [],
        },
        value: 'none',
        variant: '2',
      },
    ],
  },
];
