import type { Translation } from './translation.js';

const banner = (first: number, last: number): object => ({
  $rollout: { range: [first, last], hash: 'microsoft', seed: 'banner-2027' },
});

const noUser = { $or: [{ targetingKey: null }, { targetingKey: '' }] };

const officeHours = {
  from: '2026-10-05T09:00:00Z',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  between: ['09:00', '17:00'],
};

const invited = { targetingKey: { $nin: ['mallory'] }, groups: { $nin: ['contractors'] } };

/** Microsoft feature management, schema 2.0.0. Their `userId` is our targeting key, `groups` is an attribute. */
export const microsoft: readonly Translation[] = [
  {
    system: 'Microsoft',
    title: 'targeting by user and group, with exclusions',
    theirs: {
      feature_management: {
        feature_flags: [
          {
            id: 'Beta',
            enabled: true,
            conditions: {
              client_filters: [
                {
                  name: 'Microsoft.Targeting',
                  parameters: {
                    Audience: {
                      Users: ['ada'],
                      Groups: [{ Name: 'ring0', RolloutPercentage: 100 }],
                      DefaultRolloutPercentage: 0,
                      Exclusion: { Users: ['mallory'], Groups: ['contractors'] },
                    },
                  },
                },
              ],
            },
          },
        ],
      },
    },
    ours: {
      flags: {
        Beta: {
          rules: [
            { when: { $segment: 'invited' }, users: ['ada'] },
            { when: { $segment: 'invited', groups: { $in: ['ring0'] } } },
          ],
        },
      },
      segments: { invited },
    },
    answers: [
      { context: { targetingKey: 'user-471012', groups: ['ring1'] }, value: false, enabled: false },
      {
        context: { targetingKey: 'user-623010', groups: ['ring0', 'contractors'] },
        value: false,
        enabled: false,
      },
      { context: { targetingKey: 'grace', groups: ['ring0', 'contractors'] }, value: false, enabled: false },
      { context: { targetingKey: 'user-875482', groups: ['ring0'] }, value: true, enabled: true },
      { context: { targetingKey: 'user-902985', groups: ['ring0'] }, value: true, enabled: true },
      { context: { groups: ['ring0'] }, value: true, enabled: true },
      { context: { targetingKey: 'ada', groups: ['ring1'] }, value: true, enabled: true },
      { context: { targetingKey: 'ada' }, value: true, enabled: true },
      { context: { targetingKey: 'ada', groups: [] }, value: true, enabled: true },
      { context: { targetingKey: 'user-471012', groups: ['ring0'] }, value: true, enabled: true },
      { context: { targetingKey: 'mallory', groups: ['ring0'] }, value: false, enabled: false },
      { context: { targetingKey: 'user-875482', groups: ['ring1'] }, value: false, enabled: false },
    ],
  },
  {
    system: 'Microsoft',
    title: 'variants by user, group and percentile',
    theirs: {
      feature_management: {
        feature_flags: [
          {
            id: 'Banner',
            enabled: true,
            variants: [
              { name: 'Small', configuration_value: { height: 40 } },
              { name: 'Medium', configuration_value: { height: 80 } },
              { name: 'Big', configuration_value: { height: 160 } },
            ],
            allocation: {
              default_when_enabled: 'Small',
              default_when_disabled: 'Small',
              user: [{ variant: 'Big', users: ['ada'] }],
              group: [{ variant: 'Medium', groups: ['ring0', 'ring1'] }],
              percentile: [
                { variant: 'Big', from: 0, to: 12.5 },
                { variant: 'Medium', from: 50, to: 100 },
              ],
              seed: 'banner-2027',
            },
          },
        ],
      },
    },
    ours: {
      flags: {
        Banner: {
          variants: { Small: { height: 40 }, Medium: { height: 80 }, Big: { height: 160 } },
          default: 'Small',
          rules: [
            { users: ['ada'], serve: 'Big' },
            { when: { groups: { $in: ['ring0', 'ring1'] } }, serve: 'Medium' },
            { when: banner(0, 12.5), serve: 'Big' },
            { when: banner(50, 100), serve: 'Medium' },
            { name: 'without a user they hash empty text: 59.7 %', when: noUser, serve: 'Medium' },
            { serve: 'Small' },
          ],
        },
      },
    },
    answers: [
      { context: { targetingKey: 'user-415350' }, value: { height: 40 }, variant: 'Small', enabled: true },
      { context: { targetingKey: 'user-559808' }, value: { height: 40 }, variant: 'Small', enabled: true },
      { context: {}, value: { height: 80 }, variant: 'Medium', enabled: true },
      { context: { groups: [] }, value: { height: 80 }, variant: 'Medium', enabled: true },
      {
        context: { targetingKey: 'mallory', groups: [] },
        value: { height: 80 },
        variant: 'Medium',
        enabled: true,
      },
      { context: { targetingKey: 'user-248030' }, value: { height: 80 }, variant: 'Medium', enabled: true },
      {
        context: { targetingKey: 'user-430907', groups: ['ring0'] },
        value: { height: 80 },
        variant: 'Medium',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-545660', groups: ['x', 'ring1'] },
        value: { height: 80 },
        variant: 'Medium',
        enabled: true,
      },
      {
        context: { targetingKey: 'ada', groups: ['x'] },
        value: { height: 160 },
        variant: 'Big',
        enabled: true,
      },
      {
        context: { targetingKey: 'ada', groups: ['ring0'] },
        value: { height: 160 },
        variant: 'Big',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-390350', groups: ['x'] },
        value: { height: 160 },
        variant: 'Big',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-717449', groups: ['x'] },
        value: { height: 160 },
        variant: 'Big',
        enabled: true,
      },
    ],
  },
  {
    system: 'Microsoft',
    title: 'a share of a group and of everyone else, with exclusions, in office hours only',
    theirs: {
      feature_management: {
        feature_flags: [
          {
            id: 'LiveChat',
            enabled: true,
            conditions: {
              requirement_type: 'All',
              client_filters: [
                {
                  name: 'Microsoft.Targeting',
                  parameters: {
                    Audience: {
                      Users: ['ada'],
                      Groups: [{ Name: 'ring1', RolloutPercentage: 50 }],
                      DefaultRolloutPercentage: 20,
                      Exclusion: { Users: ['mallory'], Groups: ['contractors'] },
                    },
                  },
                },
                {
                  name: 'Microsoft.TimeWindow',
                  parameters: {
                    Start: 'Mon, 05 Oct 2026 09:00:00 GMT',
                    End: 'Mon, 05 Oct 2026 17:00:00 GMT',
                    Recurrence: {
                      Pattern: {
                        Type: 'Weekly',
                        DaysOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
                      },
                      Range: { Type: 'NoEnd' },
                    },
                  },
                },
              ],
            },
          },
        ],
      },
    },
    ours: {
      flags: {
        LiveChat: {
          rules: [
            { when: { $segment: 'invited' }, users: ['ada'], schedule: officeHours },
            {
              when: { $segment: 'invited', groups: { $in: ['ring1'] } },
              rollout: 50,
              hash: 'microsoft',
              seed: 'LiveChat\nring1',
              schedule: officeHours,
            },
            {
              when: { $segment: 'invited' },
              rollout: 20,
              hash: 'microsoft',
              seed: 'LiveChat',
              schedule: officeHours,
            },
            {
              name: 'without a user they hash empty text: 6.6 %',
              when: { $segment: 'invited', ...noUser },
              schedule: officeHours,
            },
          ],
        },
      },
      segments: { invited },
    },
    answers: [
      {
        context: { targetingKey: 'user-289663', groups: ['ring1'] },
        value: false,
        enabled: false,
        at: '2026-09-30T12:00:00Z',
      },
      { context: { targetingKey: 'user-531507' }, value: false, enabled: false, at: '2026-11-02T09:00:00Z' },
      { context: { targetingKey: 'ada' }, value: true, enabled: true, at: '2026-11-02T09:00:00Z' },
      {
        context: { targetingKey: 'ada', groups: [] },
        value: true,
        enabled: true,
        at: '2026-11-02T09:00:00Z',
      },
      {
        context: { targetingKey: 'user-864365', groups: ['ring1'] },
        value: true,
        enabled: true,
        at: '2026-10-14T16:59:59Z',
      },
      {
        context: { targetingKey: 'user-682560', groups: ['ring1'] },
        value: true,
        enabled: true,
        at: '2026-10-14T16:59:59Z',
      },
      { context: { targetingKey: 'user-635278' }, value: true, enabled: true },
      { context: { targetingKey: 'user-396243' }, value: true, enabled: true, at: '2026-10-14T16:59:59Z' },
      { context: { groups: [] }, value: true, enabled: true, at: '2026-10-14T16:59:59Z' },
      { context: {}, value: true, enabled: true },
      { context: { targetingKey: 'user-289663' }, value: false, enabled: false, at: '2026-11-02T09:00:00Z' },
      {
        context: { targetingKey: 'ada', groups: ['ring1', 'contractors'] },
        value: false,
        enabled: false,
        at: '2026-11-02T09:00:00Z',
      },
      { context: { targetingKey: 'ada' }, value: false, enabled: false, at: '2026-09-30T12:00:00Z' },
      {
        context: { targetingKey: 'user-289663', groups: ['ring1'] },
        value: false,
        enabled: false,
        at: '2026-10-14T16:59:59Z',
      },
      { context: { targetingKey: 'user-864365' }, value: true, enabled: true, at: '2026-10-14T16:59:59Z' },
      {
        context: { targetingKey: 'user-864365', groups: ['ring1'] },
        value: false,
        enabled: false,
        at: '2026-09-30T12:00:00Z',
      },
      { context: { targetingKey: 'user-289663' }, value: false, enabled: false },
      {
        context: { targetingKey: 'user-635278', groups: ['ring1', 'contractors'] },
        value: false,
        enabled: false,
      },
      { context: { targetingKey: 'user-635278' }, value: false, enabled: false, at: '2026-09-30T12:00:00Z' },
      {
        context: { groups: [], targetingKey: 'user-289663' },
        value: false,
        enabled: false,
        at: '2026-10-14T16:59:59Z',
      },
    ],
  },
  {
    system: 'Microsoft',
    title: 'a variant that turns the feature off',
    needs: 'a list of the variants that are on, whatever their value',
    theirs: {
      feature_management: {
        feature_flags: [
          {
            id: 'Carousel',
            enabled: true,
            variants: [
              { name: 'Plain', configuration_value: { slides: 1 }, status_override: 'Disabled' },
              { name: 'Moving', configuration_value: { slides: 5 } },
              { name: 'Unset' },
            ],
            allocation: {
              default_when_enabled: 'Moving',
              user: [{ variant: 'Plain', users: ['ada'] }],
              group: [{ variant: 'Unset', groups: ['ring0'] }],
            },
          },
        ],
      },
    },
    ours: {
      flags: {
        Carousel: {
          variants: { Plain: { slides: 1 }, Moving: { slides: 5 }, Unset: null },
          on: ['Moving', 'Unset'],
          default: 'Moving',
          rules: [
            { users: ['ada'], serve: 'Plain' },
            { when: { groups: { $in: ['ring0'] } }, serve: 'Unset' },
            { serve: 'Moving' },
          ],
        },
      },
    },
    answers: [
      {
        context: { targetingKey: 'mallory', groups: ['ring0'] },
        value: null,
        variant: 'Unset',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-3625', groups: ['ring0'] },
        value: null,
        variant: 'Unset',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-817715', groups: ['ring0'] },
        value: null,
        variant: 'Unset',
        enabled: true,
      },
      { context: { targetingKey: 'user-779692' }, value: { slides: 5 }, variant: 'Moving', enabled: true },
      {
        context: { targetingKey: 'user-199386', groups: ['x'] },
        value: { slides: 5 },
        variant: 'Moving',
        enabled: true,
      },
      { context: { targetingKey: 'user-865250' }, value: { slides: 5 }, variant: 'Moving', enabled: true },
      {
        context: { targetingKey: 'ada', groups: ['ring0'] },
        value: { slides: 1 },
        variant: 'Plain',
        enabled: false,
      },
      { context: { targetingKey: 'ada' }, value: { slides: 1 }, variant: 'Plain', enabled: false },
      {
        context: { targetingKey: 'ada', groups: ['x'] },
        value: { slides: 1 },
        variant: 'Plain',
        enabled: false,
      },
      { context: { targetingKey: 'mallory' }, value: { slides: 5 }, variant: 'Moving', enabled: true },
      {
        context: { targetingKey: 'user-779692', groups: ['ring0'] },
        value: null,
        variant: 'Unset',
        enabled: true,
      },
      {
        context: { targetingKey: 'user-199386', groups: ['ring0'] },
        value: null,
        variant: 'Unset',
        enabled: true,
      },
    ],
  },
];
