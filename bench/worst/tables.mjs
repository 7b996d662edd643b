import { figure, table } from '../support/table.mjs';

const BARS = [
  { title: 'without patterns', hold: 20 },
  { title: 'with patterns', hold: 500 },
];

const HEADER = [
  'family',
  'definition bytes',
  'flags',
  'context bytes',
  'first ms',
  'median ms',
  'runs',
  'ends as',
];

/** One table: a row for each family, and for what each search found. */
export function tables(groups, note) {
  const rows = groups.flatMap(({ measured, found }) => [
    ...measured.map(row),
    ...(found === undefined ? [] : [row({ ...found, title: 'the slowest found by search' })]),
  ]);
  return [{ title: 'The slowest evaluations', note, text: table(HEADER, rows) }];
}

function row({
  title,
  problem,
  rejected,
  definitionBytes,
  flags,
  contextBytes,
  cold,
  median,
  evaluations,
  answer,
}) {
  if (problem !== undefined)
    return [title, '–', '–', '–', '–', '–', '–', rejected ? `rejected: ${shortened(problem)}` : problem];
  return [
    title,
    figure(definitionBytes),
    figure(flags),
    figure(contextBytes),
    milliseconds(cold),
    milliseconds(median),
    evaluations,
    answer,
  ];
}

/** DESIGN's numbers that this part measures. */
export function bars(groups) {
  return groups.map(({ slowest }, i) => ({
    what: `the slowest legal definition, ${BARS[i].title}`,
    hold: `≤ ${BARS[i].hold} ms`,
    measured: slowest.median === Infinity ? slowest.answer : `${figure(slowest.median)} ms`,
    met: slowest.median <= BARS[i].hold,
  }));
}

function milliseconds(value) {
  return value === Infinity ? 'over' : figure(value);
}

/** What a message says of the key it is about, without the path to it and without advice. */
function shortened(problem) {
  const words = problem.replace(/^flag "\w+": /, '').replace(/^[^:]*[.\]](?=[^.\]:]+:)/, '');
  return words.split(/[;,]/)[0].slice(0, 50);
}
