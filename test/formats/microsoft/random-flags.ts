import type { JsonValue } from '@halyard/core';

type Random = () => number;

type Json = { readonly [key: string]: JsonValue };

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** Monday to Saturday of a week, since recurrences that begin on a Sunday are refused. */
const STARTS = [5, 6, 7, 8, 9, 10];

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A flag with filters and, often, variants. */
export function randomFlag(random: Random): Json {
  const variants: Json[] = [
    { name: 'Small', configuration_value: 1 },
    { name: 'Big', configuration_value: { cols: 2 } },
    { name: 'On', ...pick<Json>(random, [{}, { status_override: 'Enabled', configuration_value: true }]) },
    { name: 'Off', configuration_value: false, status_override: 'Disabled' },
    { name: 'Small', configuration_value: 'again' },
    { name: 'Nothing', configuration_value: pick<JsonValue>(random, [0, '', 'x']) },
  ];
  return {
    id: pick(random, ['Beta', 'LiveChat', 'prüfung']),
    ...pick<Json>(random, [{ enabled: true }, { enabled: true }, { enabled: true }, { enabled: false }, {}]),
    ...(random() < 0.8 ? { conditions: randomConditions(random) } : {}),
    ...(random() < 0.6 ? { variants, allocation: randomAllocation(random) } : {}),
  };
}

function randomConditions(random: Random): Json {
  return {
    ...pick<Json>(random, [{}, { requirement_type: 'Any' }, { requirement_type: 'All' }]),
    client_filters: Array.from({ length: pick(random, [0, 1, 1, 2]) }, () => randomFilter(random)),
  };
}

function randomFilter(random: Random): Json {
  if (random() < 0.4) return { name: 'Microsoft.TimeWindow', parameters: randomWindow(random) };
  const percent = (): number => pick(random, [0, 10, 33.3, 50, 100]);
  const Audience = {
    ...pick<Json>(random, [{}, { Users: ['ada', 'bob'] }]),
    ...pick<Json>(random, [
      {},
      {
        Groups: [
          { Name: 'ring0', RolloutPercentage: percent() },
          { Name: 'ring1', RolloutPercentage: percent() },
        ],
      },
    ]),
    DefaultRolloutPercentage: percent(),
    ...pick<Json>(random, [{}, {}, { Exclusion: { Users: ['mallory', 'bob'], Groups: ['contractors'] } }]),
  };
  return { name: 'Microsoft.Targeting', parameters: { Audience } };
}

function randomWindow(random: Random): Json {
  const start = Date.UTC(2026, 9, pick(random, STARTS), pick(random, [0, 9, 22]), pick(random, [0, 30]));
  const Start = new Date(start).toUTCString();
  const end = start + pick(random, [1, 8, 12, 24]) * 3_600_000;
  const End = new Date(end).toISOString();
  if (random() < 0.4) return pick<Json>(random, [{ Start }, { End }, { Start, End }, {}]);
  const isWholeDay = end - start === 24 * 3_600_000 && start % (24 * 3_600_000) !== 0;
  const first = DAY_NAMES[new Date(start).getUTCDay()]!;
  const DaysOfWeek = [first, ...DAY_NAMES.filter(() => random() < 0.3)];
  const Pattern = pick<Json>(random, [
    { Type: 'Daily' },
    ...(isWholeDay ? [] : [{ Type: 'Weekly', DaysOfWeek, FirstDayOfWeek: pick(random, DAY_NAMES) }]),
  ]);
  const Range = pick<Json>(random, [
    { Type: 'NoEnd' },
    { Type: 'Numbered', NumberOfOccurrences: pick(random, [1, 2, 3, 7]) },
    { Type: 'EndDate', EndDate: new Date(start + Math.floor(random() * 20) * 43_200_000).toISOString() },
  ]);
  return { Start, End, Recurrence: { Pattern, Range } };
}

function randomAllocation(random: Random): Json {
  const variant = (): string => pick(random, ['Small', 'Big', 'On', 'Off', 'Small', 'Big', 'none']);
  return {
    ...(random() < 0.4
      ? { default_when_enabled: pick(random, ['Small', 'On', 'Off', 'none', 'Nothing']) }
      : {}),
    ...(random() < 0.4
      ? { default_when_disabled: pick(random, ['Off', 'Off', 'Nothing', 'none', 'Big']) }
      : {}),
    ...(random() < 0.4 ? { user: [{ variant: variant(), users: ['ada', 'carol'] }] } : {}),
    ...(random() < 0.4 ? { group: [{ variant: variant(), groups: ['ring0', 'ring2'] }] } : {}),
    ...(random() < 0.6
      ? {
          percentile: [
            { variant: variant(), from: 0, to: pick(random, [12.5, 40, 60]) },
            { variant: variant(), from: 50, to: pick(random, [75, 100]) },
          ],
        }
      : {}),
    ...(random() < 0.3 ? { seed: 'spring' } : {}),
  };
}

/** A context for both, and a time. */
export function randomContext(random: Random): {
  readonly theirs: { readonly userId?: string; readonly groups?: string[] };
  readonly at: number;
} {
  const users = ['ada', 'bob', 'carol', 'mallory', '', `user-${Math.floor(random() * 1000)}`];
  const groups = ['ring0', 'ring1', 'ring2', 'contractors'].filter(() => random() < 0.3);
  return {
    theirs: {
      ...(random() < 0.85 ? { userId: pick(random, users) } : {}),
      ...(random() < 0.6 ? { groups } : {}),
    },
    at: Date.UTC(2026, 9, 3) + Math.floor(random() * 30 * 24 * 2) * 1_800_000 + pick(random, [0, 0, -1]),
  };
}
