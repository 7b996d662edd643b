import type { RecordUsage } from './record-usage.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const NUMBERS = new Intl.NumberFormat('en');

/** How a flag is used: `1,204 evaluations in the last hour, last 2 minutes ago, 12 processes`, `not used for 30 days`. */
export function usageWords({ lastUsed, evaluations, processes, since }: RecordUsage, now: number): string {
  const days = Math.floor((now - (lastUsed ?? since)) / DAY_MS);
  if (days > 0) return `not used for ${counted(days, 'day')}`;
  if (lastUsed === undefined) return 'not used yet';
  const minutes = Math.floor((now - lastUsed) / MINUTE_MS);
  if (minutes >= 60) return `last used ${counted(Math.floor(minutes / 60), 'hour')} ago`;
  const last = minutes < 1 ? 'last just now' : `last ${counted(minutes, 'minute')} ago`;
  return `${counted(evaluations, 'evaluation')} in the last hour, ${last}, ${counted(processes, 'process', 'processes')}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${NUMBERS.format(count)} ${count === 1 ? one : many}`;
}
