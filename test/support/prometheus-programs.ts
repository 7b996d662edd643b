import { spawnSync } from 'node:child_process';

/** The program that checks metrics and rules of Prometheus: `$PROMTOOL`, else `promtool` on the path. */
export function promtool(): string {
  return installed(process.env['PROMTOOL'] ?? 'promtool');
}

/** The server: `$PROMETHEUS`, else `prometheus` on the path. */
export function prometheusProgram(): string {
  return installed(process.env['PROMETHEUS'] ?? 'prometheus');
}

function installed(program: string): string {
  if (spawnSync(program, ['--version']).status === 0) return program;
  throw new Error(
    `these tests need ${program}: install it (apt-get install prometheus) or set PROMETHEUS and PROMTOOL`,
  );
}
