import { byConditions } from '../conditions.mjs';
import { choice } from '../genes.mjs';

/** Long texts that may count as instants; none is before 1971. */
const INSTANTS = {
  fraction: (length) => `2026-01-01T00:00:00.${'0'.repeat(length - 21)}Z`,
  milliseconds: (length) => '1'.repeat(length),
  leading: (length) => `${'0'.repeat(length - 13)}1767225600000`,
  blank: (length) => `${' '.repeat(length - 20)}2026-01-01T00:00:00Z`,
  short: () => '2026-01-01T00:00:00+01:00',
};

export const instants = [
  byConditions({
    id: 'instants',
    title: '$before of a long text',
    genes: { shape: choice(...Object.keys(INSTANTS)) },
    value: ({ genes, contextBytes }) => INSTANTS[genes.shape](contextBytes - 2),
    leaf: ({ attribute }) => ({ [attribute]: { $before: '1971-01-01T00:00:00Z' } }),
  }),
];
