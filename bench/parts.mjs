/** The parts of the benchmark by the names that the command line takes, in the order in which they run. */
export const parts = {
  evaluate: () => import('./evaluate/part.mjs'),
  worst: () => import('./worst/part.mjs'),
  'gate-cost': () => import('./gate-cost/part.mjs'),
  gate: () => import('./gate/part.mjs'),
  flip: () => import('./flip/part.mjs'),
  'flip-sql': () => import('./flip-sql/part.mjs'),
  'server-cost': () => import('./server-cost/part.mjs'),
  scale: () => import('./scale/part.mjs'),
  import: () => import('./import/part.mjs'),
  load: () => import('./load/part.mjs'),
  stalls: () => import('./stalls/part.mjs'),
  telemetry: () => import('./telemetry/part.mjs'),
};
