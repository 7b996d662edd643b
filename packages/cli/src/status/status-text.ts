import type { FlagsStatus, OverrideStatus } from '@halyard/core';
import type { Paint, Style } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { printableName } from '../terminal/printable-name.js';
import { localTime } from '../terminal/time.js';

const COLOURS: Readonly<Record<FlagsStatus['state'], Style>> = {
  live: 'green',
  polling: 'yellow',
  stale: 'red',
  failed: 'red',
};

/** The status of the flags at `where`, for people. */
export function statusText(where: string, status: FlagsStatus, paint: Paint): string {
  const { name, state, reason, problem, flags, lastLoad, invalid, forced = [], overrides = [] } = status;
  const why = reason === undefined ? '' : `: ${printable(reason)}`;
  return [
    `${paint('bold', printable(name))} at ${printable(where)}`,
    `  state      ${paint(COLOURS[state], state)}${why}`,
    ...(problem === undefined ? [] : [`  warning    ${printable(problem)}`]),
    `  flags      ${flags}`,
    ...(lastLoad === undefined ? [] : [`  read       ${localTime(lastLoad)}`]),
    ...(invalid.length === 0 ? [] : [`  problems   ${invalid.length}`]),
    ...invalid.map((each) => `    ${printableName(each.name)}: ${printable(each.problem)}`),
    ...(forced.length === 0 ? [] : [`  forced     ${forced.length}`]),
    ...forced.map((each) => `    ${printableName(each.name)}: ${printable(each.why)}`),
    ...(overrides.length === 0 ? [] : [`  overrides  ${overrides.length}`]),
    ...overrides.map((each) => printable(`    ${overrideLine(each)}`)),
  ].join('\n');
}

function overrideLine({ name, override, since, actor, reason, problem }: OverrideStatus): string {
  const answer =
    typeof override === 'boolean'
      ? override
        ? 'on'
        : 'off'
      : typeof override === 'string'
        ? override
        : JSON.stringify(override.value);
  const by = actor === undefined ? '' : ` by ${actor}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  const effect = problem === undefined ? '' : `; no effect: ${problem}`;
  return `${name}: ${answer} since ${localTime(since)}${by}${why}${effect}`;
}
