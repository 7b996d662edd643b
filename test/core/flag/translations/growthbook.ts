import type { Translation } from './translation.js';

const inNamespace = {
  $rollout: { range: [20, 70], hash: 'growthbook-1', seed: '__checkout', by: 'id' },
};

const layout = (first: number, last: number): object => ({
  $and: [inNamespace, { $rollout: { range: [first, last], hash: 'growthbook-2', seed: 's-17', by: 'id' } }],
});

const filter = (first: number, last: number): object => ({
  $rollout: { range: [first, last], hash: 'growthbook-2', seed: 'lane-3', by: 'id' },
});

/** GrowthBook, an SDK payload. Buckets go by the attribute `id`. */
export const growthBook: readonly Translation[] = [
  {
    system: 'GrowthBook',
    title: 'a forced value by country and version',
    theirs: {
      features: {
        'dark-mode': {
          defaultValue: false,
          rules: [
            {
              id: 'fr_1',
              condition: { country: { $in: ['NO', 'SE'] }, 'app.version': { $vgte: '2.1.0' } },
              force: true,
            },
          ],
        },
      },
    },
    ours: {
      flags: {
        'dark-mode': {
          default: false,
          rules: [
            {
              name: 'fr_1',
              when: { country: { $in: ['NO', 'SE'] }, 'app.version': { $vgte: '2.1.0' } },
              serve: true,
            },
          ],
        },
      },
    },
    answers: [
      { context: { id: 'user-99225', country: 'DK' }, value: false, enabled: false },
      { context: { id: 'user-203063', app: { version: '2.1.0-rc.1' } }, value: false, enabled: false },
      { context: { id: 'user-707908', app: { version: '2.10.0' } }, value: false, enabled: false },
      {
        context: { id: 'user-752969', country: 'SE', app: { version: '2.1.0' } },
        value: true,
        enabled: true,
      },
      {
        context: { id: 'user-622678', country: 'SE', app: { version: '2.1.0' } },
        value: true,
        enabled: true,
      },
      {
        context: { id: 'user-741762', country: 'NO', app: { version: 'v3.0.0' } },
        value: true,
        enabled: true,
      },
      {
        context: { id: 'user-752969', country: 'DK', app: { version: '2.1.0' } },
        value: false,
        enabled: false,
      },
      { context: { id: 'user-752969', country: 'SE' }, value: false, enabled: false },
    ],
  },
  {
    system: 'GrowthBook',
    title: 'a rollout of hash version 1, and an experiment of version 2 with coverage and a namespace',
    theirs: {
      features: {
        'checkout-layout': {
          defaultValue: 'classic',
          rules: [
            {
              id: 'fr_1',
              condition: { beta: true },
              force: 'compact',
              coverage: 0.25,
              hashAttribute: 'company',
            },
            {
              id: 'exp_1',
              key: 'checkout-exp',
              seed: 's-17',
              hashAttribute: 'id',
              hashVersion: 2,
              variations: ['classic', 'compact', 'rich'],
              weights: [0.5, 0.3, 0.2],
              coverage: 0.8,
              namespace: ['checkout', 0.2, 0.7],
              meta: [{ key: '0' }, { key: '1' }, { key: '2' }],
              phase: '1',
            },
          ],
        },
      },
    },
    ours: {
      flags: {
        'checkout-layout': {
          default: 'classic',
          rules: [
            // Their rollout includes its last slot: 0 to 250 of 1000.
            {
              name: 'fr_1',
              when: { beta: { $exists: true, $nin: [false, 0, ''] } },
              rollout: 25.1,
              by: 'company',
              hash: 'growthbook-1',
              seed: 'checkout-layout',
              serve: 'compact',
            },
            { name: 'exp_1', when: layout(0, 40), serve: 'classic' },
            { name: 'exp_1', when: layout(50, 74), serve: 'compact' },
            // 0.8 + 0.8 * 0.2 is a little more than 0.96, and so includes the slot 9600 of 10,000.
            { name: 'exp_1', when: layout(80, 96.01), serve: 'rich' },
          ],
        },
      },
    },
    answers: [
      { context: { id: 'user-784118', beta: 0, company: 'c38571' }, value: 'classic', enabled: true },
      { context: { id: 'user-369999', beta: true, company: 'c34610' }, value: 'classic', enabled: true },
      { context: { id: 'user-829835', beta: true }, value: 'classic', enabled: true },
      { context: { id: 'user-34999', beta: 'false', company: 'c29535' }, value: 'classic', enabled: true },
      { context: { id: 'user-467665', company: 'c7915' }, value: 'rich', enabled: true },
      { context: { id: 'user-797423', beta: null, company: 'c96093' }, value: 'rich', enabled: true },
      { context: { id: 'user-26016', beta: 'false', company: 'c7933' }, value: 'compact', enabled: true },
      { context: { id: 'user-405524', beta: true, company: 'c76987' }, value: 'compact', enabled: true },
      { context: { id: 'user-875255', beta: null, company: 'c95361' }, value: 'compact', enabled: true },
      { context: { id: 'user-725161', beta: false, company: 'c67463' }, value: 'compact', enabled: true },
      { context: { id: 'user-829835', beta: 0, company: 'c38571' }, value: 'classic', enabled: true },
      { context: { id: 'user-784118', beta: true }, value: 'classic', enabled: true },
    ],
  },
  {
    system: 'GrowthBook',
    title: 'a blocking prerequisite, a holdout, saved groups, nested conditions and filters with two ranges',
    theirs: {
      savedGroups: { blocked: ['acme', 'initech'], staff: ['ada', 'grace'] },
      features: {
        'ai-summary': {
          defaultValue: { model: 'none' },
          rules: [
            {
              id: 'pr_1',
              parentConditions: [{ id: 'platform', condition: { value: { $in: ['v2', 'v3'] } }, gate: true }],
            },
            {
              id: 'ho_1',
              key: 'holdout',
              seed: 'holdout-q4',
              hashAttribute: 'id',
              hashVersion: 2,
              variations: [{ model: 'none' }, { model: 'none' }],
              weights: [0.1, 0.9],
              meta: [{ key: 'holdout' }, { key: 'others', passthrough: true }],
            },
            {
              id: 'fr_1',
              condition: {
                company: { $notInGroup: 'blocked' },
                $or: [
                  { id: { $inGroup: 'staff' } },
                  { $not: { tags: { $elemMatch: { $regex: '^no-' } } }, 'account.seats': { $gt: 10 } },
                ],
                $nor: [{ browser: 'ie' }, { 'account.trial': { $exists: true } }],
              },
              force: { model: 'large' },
            },
            {
              id: 'fr_2',
              filters: [
                {
                  seed: 'lane-3',
                  attribute: 'id',
                  hashVersion: 2,
                  ranges: [
                    [0, 0.1],
                    [0.5, 0.75],
                  ],
                },
              ],
              force: { model: 'small' },
              coverage: 0.6,
              hashAttribute: 'id',
              hashVersion: 2,
            },
          ],
        },
        platform: {
          defaultValue: 'v1',
          rules: [{ id: 'fr_3', condition: { region: { $ne: 'eu' } }, force: 'v2' }],
        },
      },
    },
    ours: {
      flags: {
        'ai-summary': {
          default: null,
          requires: [{ flag: 'platform', variant: ['v2', 'v3'] }],
          rules: [
            {
              name: 'ho_1',
              when: { $rollout: { range: [0, 10], hash: 'growthbook-2', seed: 'holdout-q4', by: 'id' } },
              serve: { model: 'none' },
            },
            {
              name: 'fr_1',
              when: {
                $not: { $segment: 'company-in-blocked' },
                $or: [
                  { $segment: 'id-in-staff' },
                  { $not: { tags: { $elemMatch: { $regex: '^no-' } } }, 'account.seats': { $gt: 10 } },
                ],
                $nor: [{ browser: 'ie' }, { 'account.trial': { $exists: true } }],
              },
              serve: { model: 'large' },
            },
            {
              name: 'fr_2',
              when: { $or: [filter(0, 10), filter(50, 75)] },
              rollout: 60.01,
              by: 'id',
              hash: 'growthbook-2',
              seed: 'ai-summary',
              serve: { model: 'small' },
            },
            { name: 'defaultValue', serve: { model: 'none' } },
          ],
        },
        platform: {
          variants: { v1: 'v1', v2: 'v2' },
          default: 'v1',
          rules: [{ name: 'fr_3', when: { region: { $ne: 'eu' } }, serve: 'v2' }],
        },
      },
      segments: {
        'company-in-blocked': { company: { $in: ['acme', 'initech'] } },
        'id-in-staff': { id: { $in: ['ada', 'grace'] } },
      },
    },
    answers: [
      {
        context: { id: 'user-839199', company: 'globex', tags: [], account: {}, browser: 'ff' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: {
          id: 'user-695419',
          company: 'acme',
          tags: ['no-ai'],
          account: { seats: 10 },
          browser: 'ff',
          region: 'us',
        },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: { id: 'grace', tags: [], browser: 'ff', region: 'us' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: {
          id: 'user-835353',
          company: 'globex',
          tags: ['no-ai'],
          account: { seats: 50, trial: true },
          browser: 'ff',
          region: 'us',
        },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: { id: 'ada', tags: ['no-ai'], account: {}, browser: 'ff' },
        value: { model: 'large' },
        enabled: true,
      },
      {
        context: { id: 'ada', tags: ['x', null, 'y'], account: { seats: 50, trial: null }, region: 'us' },
        value: { model: 'large' },
        enabled: true,
      },
      {
        context: { id: 'user-654255', company: 'acme', browser: 'ff', region: 'eu' },
        value: null,
        enabled: false,
      },
      {
        context: {
          id: 'user-722683',
          tags: ['x', null, 'y'],
          account: { seats: 50, trial: true },
          browser: 'ie',
          region: 'eu',
        },
        value: null,
        enabled: false,
      },
      {
        context: { id: 'user-218783', tags: [], account: { seats: 10 }, browser: 'ff' },
        value: { model: 'small' },
        enabled: true,
      },
      {
        context: { id: 'user-613163', company: 'acme', account: { seats: 50, trial: null }, region: 'us' },
        value: { model: 'small' },
        enabled: true,
      },
      {
        context: { id: 'grace', company: 'globex', tags: [], account: {}, browser: 'ff' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: {
          id: 'user-839199',
          company: 'globex',
          tags: [],
          account: { seats: 50, trial: null },
          browser: 'ff',
        },
        value: { model: 'large' },
        enabled: true,
      },
      {
        context: { id: 'user-839199', company: 'globex', tags: [], account: {}, browser: 'ff', region: 'eu' },
        value: null,
        enabled: false,
      },
      {
        context: { id: 'user-839199', tags: [], browser: 'ff', region: 'us' },
        value: { model: 'none' },
        enabled: true,
      },
      { context: { id: 'grace', tags: [], browser: 'ff', region: 'eu' }, value: null, enabled: false },
      {
        context: { id: 'user-839199', tags: ['no-ai'], account: {}, browser: 'ff' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: { id: 'ada', tags: ['no-ai'], account: {}, browser: 'ff', company: 'acme' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: { id: 'ada', tags: ['no-ai'], account: { seats: 50, trial: true }, browser: 'ff' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: { id: 'ada', tags: ['no-ai'], account: {}, browser: 'ie' },
        value: { model: 'none' },
        enabled: true,
      },
      {
        context: { id: 'ada', tags: ['no-ai'], account: {}, browser: 'ff', region: 'eu' },
        value: null,
        enabled: false,
      },
    ],
  },
  {
    system: 'GrowthBook',
    title: 'a prerequisite of one rule',
    theirs: {
      features: {
        export: {
          defaultValue: 'csv',
          rules: [
            {
              id: 'fr_1',
              parentConditions: [{ id: 'billing', condition: { value: true } }],
              condition: { plan: 'pro' },
              force: 'xlsx',
            },
            { id: 'fr_2', condition: { plan: 'pro' }, force: 'tsv' },
          ],
        },
        billing: {
          defaultValue: false,
          rules: [{ id: 'fr_3', condition: { country: 'NO' }, force: true }],
        },
      },
    },
    ours: {
      flags: {
        export: {
          default: 'csv',
          rules: [
            { name: 'fr_1', requires: ['billing'], when: { plan: 'pro' }, serve: 'xlsx' },
            { name: 'fr_2', when: { plan: 'pro' }, serve: 'tsv' },
          ],
        },
        billing: { default: false, rules: [{ name: 'fr_3', when: { country: 'NO' }, serve: true }] },
      },
    },
    answers: [
      { context: { id: 'user-379145' }, value: 'csv', enabled: true },
      { context: { id: 'user-441577', country: 'SE' }, value: 'csv', enabled: true },
      { context: { id: 'user-922137' }, value: 'csv', enabled: true },
      { context: { id: 'user-107620', plan: 'pro', country: 'NO' }, value: 'xlsx', enabled: true },
      { context: { id: 'mallory', plan: 'pro', country: 'NO' }, value: 'xlsx', enabled: true },
      { context: { id: 'user-13623', plan: 'pro', country: 'NO' }, value: 'xlsx', enabled: true },
      { context: { id: 'ada', plan: 'pro', country: 'SE' }, value: 'tsv', enabled: true },
      { context: { id: 'user-860111', plan: 'pro', country: 'SE' }, value: 'tsv', enabled: true },
      { context: { id: 'user-82449', plan: 'pro', country: 'SE' }, value: 'tsv', enabled: true },
      { context: { id: 'user-379145', plan: 'pro' }, value: 'tsv', enabled: true },
      { context: { id: 'user-107620', plan: 'pro' }, value: 'tsv', enabled: true },
      { context: { id: 'user-107620', country: 'NO' }, value: 'csv', enabled: true },
    ],
  },
];
