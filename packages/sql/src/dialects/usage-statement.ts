import type { TableNames } from './table-names.js';

/** How PostgreSQL and SQLite write what their statements differ in. */
export interface UsageSyntax {
  /** Rows of `name`, `count` and `first` from the parameter. */
  readonly uses: string;
  /** The present time as milliseconds since the epoch. */
  readonly now: string;
}

/** Adds reported uses to the sums of the hour and of the hour before, in the order of their names: no two can be deadlocked. */
export function usageStatement({ usage }: TableNames, { uses, now }: UsageSyntax): string {
  const hours = `(excluded.last_used / 3600000 - u.last_used / 3600000)`;
  const sum = (column: string): string => `
      ${column} = excluded.${column} + CASE WHEN ${hours} < 1 THEN u.${column} ELSE 0 END,
      ${column}_before = CASE WHEN ${hours} < 1 THEN u.${column}_before WHEN ${hours} = 1 THEN u.${column} ELSE 0 END`;
  return `
    INSERT INTO "${usage}" AS u (name, since, last_used, evaluations, processes)
    SELECT r.name, t.now, t.now, r.count, r.first FROM (${uses}) AS r, (SELECT ${now} AS now) AS t WHERE true ORDER BY r.name
    ON CONFLICT (name) DO UPDATE SET
      last_used = CASE WHEN excluded.last_used > u.last_used THEN excluded.last_used ELSE u.last_used END,${sum('evaluations')},${sum('processes')}`;
}
