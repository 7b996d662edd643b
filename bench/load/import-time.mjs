import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));

/** Milliseconds from start to end of a process that imports a package and does nothing else; without one, an empty one. */
export async function importTime({ package: name }) {
  const program = name === undefined ? '' : `await import(${JSON.stringify(name)}); process.exit()`;
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: bench });
  if (status !== 0) throw new Error(`import of ${name} failed`);
  return performance.now() - start;
}
