import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));

const RUNS = 5;

/**
 * Milliseconds from start to end of a process that imports a package and does nothing else, or of an empty one: those of
 * the fastest of several, since what else the machine does only ever adds time.
 */
export async function importTime({ package: name }) {
  const program = name === undefined ? '' : `await import(${JSON.stringify(name)}); process.exit()`;
  const times = Array.from({ length: RUNS }, () => timeOf(program));
  return Math.min(...times);
}

function timeOf(program) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: bench });
  if (status !== 0) throw new Error(`failed: ${program}`);
  return performance.now() - start;
}
