import type { Schedule } from '../../flag/definition.js';
import type { ExplainedPart } from '../explanation.js';
import { CompiledSchedule } from '../schedule/schedule.js';

/** Explains a schedule: of a rule or, as `$schedule`, of a condition. */
export function explainSchedule(part: string, schedule: Schedule, now: number): ExplainedPart {
  const compiled = new CompiledSchedule(schedule);
  const { from, until, days, between } = schedule;
  const held = compiled.holds(now);
  const why =
    now < compiled.from
      ? `starts at ${from}`
      : now >= compiled.until
        ? `ended at ${until}`
        : `it is ${compiled.localTime(now)}, ${held ? 'within' : 'outside'} ${hours(days, between)}`;
  return { part, held, why };
}

function hours(days: Schedule['days'], between: Schedule['between']): string {
  const parts = [days?.join(', '), between?.join(' to ')].filter((part) => part !== undefined);
  return parts.length === 0 ? 'the dates' : parts.join(', ');
}
