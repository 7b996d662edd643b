import type { Translation } from './translation.js';

// Unleash compares only full versions; anything else, such as "2.0" or "v2.0.0", is no version.
const SEMVER =
  '^(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$';

const pricing = { rollout: 40, hash: 'unleash', seed: 'pricing', fallback: 'sessionId' };

const pricingVariants = { hash: 'unleash-variants', seed: 'pricing-page', total: 1000 };

const byUser = (first: number, last: number): object => ({
  $rollout: { ...pricingVariants, range: [first, last], fallback: 'sessionId' },
});

const anonymous = { $segment: 'anonymous', plan: { $nin: ['enterprise'] } };

const byAddress = (first: number, last: number): object => ({
  ...anonymous,
  $rollout: { ...pricingVariants, range: [first, last], by: 'remoteAddress' },
});

const newApi = {
  rollout: 75,
  hash: 'unleash',
  seed: 'new-api',
  by: 'companyId',
  schedule: { from: '2026-06-01T00:00:00.001Z' },
};

const newApiShare = (first: number, last: number): object => ({
  $segment: 'new-api-clients',
  $rollout: {
    range: [first, last],
    hash: 'unleash-variants',
    seed: 'new-api',
    total: 1000,
    by: 'companyId',
  },
});

const platformShare = (first: number, last: number): object => ({
  $rollout: { range: [first, last], hash: 'unleash-variants', seed: 'platform', total: 1000 },
});

/** Unleash, the client API's features. Their `userId` is our targeting key. */
export const unleash: readonly Translation[] = [
  {
    system: 'Unleash',
    title: 'a list of users, and everyone in two countries',
    theirs: {
      version: 2,
      features: [
        {
          name: 'recommendations',
          enabled: true,
          strategies: [
            { name: 'userWithId', parameters: { userIds: 'ada, grace' } },
            {
              name: 'flexibleRollout',
              parameters: { rollout: '100', stickiness: 'default', groupId: 'recommendations' },
              constraints: [{ contextName: 'country', operator: 'IN', values: ['NO', 'SE'] }],
            },
          ],
        },
      ],
    },
    ours: {
      flags: {
        recommendations: {
          rules: [{ users: ['ada', 'grace'] }, { when: { country: { $in: ['NO', 'SE'] } } }],
        },
      },
    },
    answers: [
      { context: { targetingKey: 'user-918211', country: 'no' }, value: false, enabled: false },
      { context: { targetingKey: 'user-917632', country: 'no' }, value: false, enabled: false },
      { context: { targetingKey: 'user-352087', country: '' }, value: false, enabled: false },
      { context: { targetingKey: 'user-549523', country: 'SE' }, value: true, enabled: true },
      { context: { targetingKey: 'user-129546', country: 'NO' }, value: true, enabled: true },
      { context: { country: 'SE' }, value: true, enabled: true },
      { context: { targetingKey: 'grace' }, value: true, enabled: true },
      { context: { targetingKey: 'grace', country: 'SE' }, value: true, enabled: true },
      { context: { targetingKey: 'grace', country: 'NO' }, value: true, enabled: true },
      { context: { targetingKey: 'grace', country: 'no' }, value: true, enabled: true },
      { context: { targetingKey: 'user-918211', country: 'SE' }, value: true, enabled: true },
      { context: { targetingKey: 'ada', country: 'SE' }, value: true, enabled: true },
    ],
  },
  {
    system: 'Unleash',
    title: 'a gradual rollout and variants with default stickiness, and an override',
    theirs: {
      version: 2,
      features: [
        {
          name: 'pricing-page',
          enabled: true,
          strategies: [
            {
              name: 'flexibleRollout',
              parameters: { rollout: '40', stickiness: 'default', groupId: 'pricing' },
            },
          ],
          variants: [
            {
              name: 'annual',
              weight: 500,
              stickiness: 'default',
              payload: { type: 'json', value: '{"columns":3}' },
              overrides: [{ contextName: 'plan', values: ['enterprise'] }],
            },
            {
              name: 'monthly',
              weight: 300,
              stickiness: 'default',
              payload: { type: 'string', value: 'per month' },
            },
            { name: 'trial', weight: 200, stickiness: 'default' },
          ],
        },
      ],
    },
    ours: {
      flags: {
        'pricing-page': {
          variants: { annual: { columns: 3 }, monthly: 'per month', trial: true, disabled: false },
          default: 'disabled',
          rules: [
            { ...pricing, when: { plan: { $in: ['enterprise'] } }, serve: 'annual' },
            { ...pricing, when: byUser(0, 50), serve: 'annual' },
            { ...pricing, when: byUser(50, 80), serve: 'monthly' },
            { ...pricing, when: byUser(80, 100), serve: 'trial' },
            // Without user and session the rollout is drawn anew: no two of these rules may hold for one context.
            {
              when: { $segment: 'anonymous', plan: { $in: ['enterprise'] } },
              rollout: 40,
              sticky: false,
              serve: 'annual',
            },
            { when: byAddress(0, 50), rollout: 40, sticky: false, serve: 'annual' },
            { when: byAddress(50, 80), rollout: 40, sticky: false, serve: 'monthly' },
            { when: byAddress(80, 100), rollout: 40, sticky: false, serve: 'trial' },
            {
              when: { ...anonymous, $or: [{ remoteAddress: null }, { remoteAddress: '' }] },
              rollout: 40,
              sticky: false,
              split: { annual: 500, monthly: 300, trial: 200 },
            },
          ],
        },
      },
      segments: {
        anonymous: {
          $and: [
            { $or: [{ targetingKey: null }, { targetingKey: '' }] },
            { $or: [{ sessionId: null }, { sessionId: '' }] },
          ],
        },
      },
    },
    answers: [
      {
        context: { targetingKey: 'user-277353', remoteAddress: '10.0.0.1' },
        value: { columns: 3 },
        variant: 'annual',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-584952', sessionId: '', remoteAddress: '10.0.0.1' },
        value: { columns: 3 },
        variant: 'annual',
        enabled: true,
      },
      {
        context: { targetingKey: '', sessionId: 's81476' },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: { targetingKey: '', sessionId: 's38871' },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: { targetingKey: 'user-544104', plan: 'enterprise' },
        value: { columns: 3 },
        variant: 'annual',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-694228',
          sessionId: 's73201',
          plan: 'enterprise',
          remoteAddress: '10.0.0.1',
        },
        value: { columns: 3 },
        variant: 'annual',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-951167', sessionId: '', remoteAddress: '10.0.0.1' },
        value: 'per month',
        variant: 'monthly',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-943974',
          sessionId: 's19813',
          plan: 'free',
          remoteAddress: '10.0.0.1',
        },
        value: 'per month',
        variant: 'monthly',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-824127', sessionId: '' },
        value: true,
        variant: 'trial',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-161698', sessionId: 's90113', plan: 'free' },
        value: true,
        variant: 'trial',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-544104', remoteAddress: '10.0.0.1' },
        value: 'per month',
        variant: 'monthly',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-277353', remoteAddress: '10.0.0.1', plan: 'enterprise' },
        value: { columns: 3 },
        variant: 'annual',
        enabled: true,
      },
    ],
  },
  {
    system: 'Unleash',
    title: 'dependencies, a segment with a date, inverted constraints, versions, CIDR and strategy variants',
    theirs: {
      version: 2,
      features: [
        {
          name: 'new-api',
          enabled: true,
          dependencies: [
            { feature: 'platform', variants: ['v2', 'v3'] },
            { feature: 'freeze', enabled: false },
          ],
          strategies: [
            {
              name: 'flexibleRollout',
              parameters: { rollout: '75', stickiness: 'companyId', groupId: 'new-api' },
              segments: [7],
              constraints: [
                { contextName: 'appVersion', operator: 'SEMVER_LT', value: '2.0.0', inverted: true },
                {
                  contextName: 'remoteAddress',
                  operator: 'IN_CIDR',
                  values: ['10.0.0.0/8', '2001:db8::/32'],
                },
                {
                  contextName: 'email',
                  operator: 'STR_ENDS_WITH',
                  values: ['@test.example'],
                  caseInsensitive: true,
                  inverted: true,
                },
                { contextName: 'seats', operator: 'NUM_GTE', value: '5' },
              ],
              variants: [
                {
                  name: 'rest',
                  weight: 500,
                  stickiness: 'companyId',
                  payload: { type: 'string', value: 'rest' },
                },
                {
                  name: 'grpc',
                  weight: 300,
                  stickiness: 'companyId',
                  payload: { type: 'string', value: 'grpc' },
                },
                {
                  name: 'soap',
                  weight: 200,
                  stickiness: 'companyId',
                  payload: { type: 'string', value: 'soap' },
                },
              ],
            },
          ],
        },
        {
          name: 'platform',
          enabled: true,
          strategies: [{ name: 'default', parameters: {} }],
          variants: [
            { name: 'v1', weight: 200, stickiness: 'userId' },
            { name: 'v2', weight: 700, stickiness: 'userId' },
            { name: 'v3', weight: 100, stickiness: 'userId' },
          ],
        },
        {
          name: 'freeze',
          enabled: true,
          strategies: [
            {
              name: 'default',
              parameters: {},
              constraints: [{ contextName: 'region', operator: 'IN', values: ['eu'] }],
            },
          ],
        },
      ],
      segments: [
        {
          id: 7,
          name: 'paying clients of the API',
          constraints: [
            { contextName: 'currentTime', operator: 'DATE_AFTER', value: '2026-06-01T00:00:00.000Z' },
            { contextName: 'plan', operator: 'NOT_IN', values: ['free'] },
            { contextName: 'path', operator: 'REGEX', value: '^/api/v[23]/' },
          ],
        },
      ],
    },
    ours: {
      flags: {
        'new-api': {
          variants: { rest: 'rest', grpc: 'grpc', soap: 'soap', disabled: false },
          default: 'disabled',
          requires: [
            { flag: 'platform', variant: ['v2', 'v3'] },
            { flag: 'freeze', enabled: false },
          ],
          rules: [
            { ...newApi, when: newApiShare(0, 50), serve: 'rest' },
            { ...newApi, when: newApiShare(50, 80), serve: 'grpc' },
            { ...newApi, when: newApiShare(80, 100), serve: 'soap' },
          ],
        },
        platform: {
          variants: { v1: true, v2: true, v3: true, disabled: false },
          default: 'disabled',
          rules: [
            { when: platformShare(0, 20), serve: 'v1' },
            { when: platformShare(20, 90), serve: 'v2' },
            { when: platformShare(90, 100), serve: 'v3' },
            { name: 'no user', sticky: false, split: { v1: 200, v2: 700, v3: 100 } },
          ],
        },
        freeze: { rules: [{ when: { region: { $in: ['eu'] } } }] },
      },
      segments: {
        'new-api-clients': {
          plan: { $nin: ['free'] },
          path: { $regex: '^/api/v[23]/' },
          appVersion: { $not: { $regex: SEMVER, $vlt: '2.0.0' } },
          remoteAddress: { $inCidr: ['10.0.0.0/8', '2001:db8::/32'] },
          email: { $not: { $endsWithi: '@test.example' } },
          seats: { $gte: 5 },
        },
      },
    },
    answers: [
      {
        context: {
          targetingKey: 'user-476247',
          companyId: 'c79863',
          appVersion: '1.9',
          remoteAddress: '10.255.0.0',
          email: 'a@TEST.example',
          seats: 4,
          plan: 'pro',
          path: '/api/v2/x',
          region: 'us',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
        at: '2026-05-31T23:59:59Z',
      },
      {
        context: {
          targetingKey: 'user-730775',
          companyId: 'c62965',
          appVersion: '2.0.0',
          remoteAddress: '10.255.0.0',
          email: 'a@b.org',
          seats: 100,
          path: '/api/v2/x',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
        at: '2026-06-01T00:00:00.001Z',
      },
      {
        context: {
          targetingKey: 'user-522234',
          companyId: 'c85265',
          email: 'a@b.org',
          seats: 100,
          plan: 'pro',
          path: '/api/v3/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v3/',
        },
        value: 'grpc',
        variant: 'grpc',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-635467',
          companyId: 'c49167',
          appVersion: '2.0.0',
          remoteAddress: '10.1.2.3',
          seats: 5,
          plan: 'pro',
          path: '/api/v3/',
          region: 'us',
        },
        value: 'grpc',
        variant: 'grpc',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-1999',
          companyId: 'c46805',
          appVersion: '1.9',
          remoteAddress: '10.1.2.3',
          seats: 100,
          path: '/api/v2/x',
        },
        value: 'grpc',
        variant: 'grpc',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-454361',
          companyId: 'c44578',
          appVersion: '2.0.0',
          remoteAddress: '2001:db8::5',
          seats: 100,
          path: '/api/v3/',
        },
        value: 'soap',
        variant: 'soap',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-869152',
          companyId: 'c2697',
          remoteAddress: '10.1.2.3',
          seats: '7',
          plan: 'pro',
          path: '/api/v3/',
          region: 'us',
        },
        value: 'soap',
        variant: 'soap',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-988118',
          companyId: 'c48166',
          appVersion: '1.9',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: 100,
          plan: 'pro',
          path: '/api/v2/x',
          region: 'us',
        },
        value: 'soap',
        variant: 'soap',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-260277',
          companyId: 'c55869',
          appVersion: '2.0.0',
          remoteAddress: '10.1.2.3',
          email: 'a@b.org',
          seats: 100,
          path: '/api/v2/x',
        },
        value: 'rest',
        variant: 'rest',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-695430',
          companyId: 'c75219',
          appVersion: 'v1.0.0',
          remoteAddress: '10.1.2.3',
          seats: 5,
          plan: 'pro',
          path: '/api/v3/',
          region: 'us',
        },
        value: 'rest',
        variant: 'rest',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c62697',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          seats: 100,
          plan: 'pro',
          path: '/api/v3/',
          region: 'us',
        },
        value: 'rest',
        variant: 'rest',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'user-730775',
          companyId: 'c50962',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v3/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c79863',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v3/',
        },
        value: 'rest',
        variant: 'rest',
        enabled: true,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: '2.0.0-rc.1',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v3/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: 'x',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v3/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@TEST.example',
          seats: '7',
          path: '/api/v3/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: 4,
          path: '/api/v3/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v3/',
          plan: 'free',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
      {
        context: {
          targetingKey: 'mallory',
          companyId: 'c50962',
          appVersion: 'x',
          remoteAddress: '2001:db8::5',
          email: 'a@b.org',
          seats: '7',
          path: '/api/v4/',
        },
        value: false,
        variant: 'disabled',
        enabled: false,
      },
    ],
  },
];
