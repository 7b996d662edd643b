import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const pathOf = (file) => fileURLToPath(new URL(file, root));

/**
 * Runs a program of this repository from its sources: installs what is missing, then starts `file`, a path from the
 * repository's folder, in the working directory. This process ends with it, and with its exit code.
 */
export function runSources(file, args) {
  // What it installs is reported on standard error: the output is the program's.
  const stdio = ['inherit', process.stderr, 'inherit'];
  if (spawnSync(process.execPath, [pathOf('scripts/setup.mjs')], { stdio }).status !== 0) process.exit(1);

  // As an address, because a name would be looked for from the working directory.
  const loaders = [`--import=${import.meta.resolve('tsx')}`, '--conditions=@halyard/source'];
  const program = spawn(process.execPath, [...loaders, pathOf(file), ...args], { stdio: 'inherit' });
  // Ctrl-C at a terminal has reached the program already, perhaps twice by way of npm; a SIGINT from elsewhere has not.
  process.on('SIGINT', () => setTimeout(() => program.kill(), 500));
  process.on('SIGTERM', () => program.kill());
  // A signal that only npm gets ends the shell between npm and this process, and goes no further.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || program.kill(), 200).unref();
  program.on('exit', (code) => process.exit(code ?? 1));
}
