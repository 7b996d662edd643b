import type { TableNames } from '../table-names.js';

/** Adds reported uses to the sums. MySQL assigns from left to right, and each assignment sees those before it. */
export function mysqlUsageStatement({ usage }: TableNames, now: string): string {
  const hours = `(VALUES(last_used) DIV 3600000 - last_used DIV 3600000)`;
  const sum = (column: string): string => `
      ${column}_before = CASE WHEN ${hours} < 1 THEN ${column}_before WHEN ${hours} = 1 THEN ${column} ELSE 0 END,
      ${column} = VALUES(${column}) + CASE WHEN ${hours} < 1 THEN ${column} ELSE 0 END`;
  return `
    INSERT INTO \`${usage}\` (name, since, last_used, evaluations, processes)
    SELECT r.name, t.now, t.now, r.count, r.first
    FROM JSON_TABLE(?, '$[*]' COLUMNS (
      name VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.name',
      count BIGINT PATH '$.count',
      first BIGINT PATH '$.first')) AS r, (SELECT ${now} AS now) AS t
    ORDER BY r.name
    ON DUPLICATE KEY UPDATE${sum('evaluations')},${sum('processes')},
      last_used = GREATEST(last_used, VALUES(last_used))`;
}
