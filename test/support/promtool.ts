import { spawnSync } from 'node:child_process';

/** The program that checks metrics and rules of Prometheus: `$PROMTOOL`, else `promtool` on the path. */
export function promtool(): string {
  const program = process.env['PROMTOOL'] ?? 'promtool';
  if (spawnSync(program, ['--version']).status === 0) return program;
  throw new Error('these tests need promtool: install it (apt-get install prometheus) or set PROMTOOL');
}
