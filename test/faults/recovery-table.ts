import type { Fault } from './fault.js';
import type { Outcome } from './run-fault.js';

/** What each client went through, as a table in Markdown: a line for each fault. */
export function recoveryTable(rows: ReadonlyMap<Fault, readonly Outcome[]>): string {
  const clients = [...rows.values()][0]?.map(({ client }) => client) ?? [];
  const head = [
    'fault',
    'status',
    ...clients.flatMap((client) => [`${client}: back after`, 'p99 quiet / fault']),
  ];
  const body = [...rows].map(([fault, outcomes]) => [
    fault.name,
    fault.expectState?.state ?? 'live',
    ...outcomes.flatMap(({ recoveryMs, quietP99Ms, p99Ms, failure }) => [
      failure === undefined ? `${Math.round(recoveryMs)} ms` : 'FAILED',
      `${quietP99Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms`,
    ]),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
