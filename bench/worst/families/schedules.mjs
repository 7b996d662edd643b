import { listWithin } from '../fill.mjs';
import { range } from '../genes.mjs';

const ZONES = Intl.supportedValuesOf('timeZone');

export const schedules = [
  {
    id: 'schedules',
    title: 'schedules with time zones, a rule each',
    genes: { zones: range(ZONES.length, 1, ZONES.length) },
    // The clock of the trial stands on a Tuesday, so that no rule holds in any zone.
    make: ({ genes, bytes, rules }) => ({
      rules: listWithin(
        bytes - 20,
        (i) => ({
          schedule: { days: ['fri'], between: ['22:00', '21:59'], timezone: ZONES[i % genes.zones] },
        }),
        rules,
      ),
      contexts: [{}],
    }),
  },
];
