import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));

/**
 * Milliseconds from start to end of a program, an ES module, that imports `module` and then runs `use`, which has it as
 * `imported`. Without a module the program is empty.
 */
export function importTime({ module, use = '' }) {
  const imports = module === undefined ? '' : `import * as imported from ${JSON.stringify(module)};`;
  const program = `${imports} ${use}; process.exit();`;
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: bench,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`failed: ${program}\n${stderr}`);
  return performance.now() - start;
}
