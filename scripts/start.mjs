// `npm start` and `npm run halyard`: installs what is missing and runs a program from the sources, with the arguments
// after its file.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = (run, ...args) => run(process.execPath, args, { cwd: root, stdio: 'inherit' });

if (node(spawnSync, 'scripts/setup.mjs').status !== 0) process.exit(1);

const program = node(spawn, '--import=tsx', '--conditions=@halyard/source', ...process.argv.slice(2));
// Ctrl-C at a terminal has reached the program already, perhaps twice by way of npm; a SIGINT from elsewhere has not.
process.on('SIGINT', () => setTimeout(() => program.kill(), 500));
process.on('SIGTERM', () => program.kill());
// A signal that only npm gets ends the shell between npm and this process, and goes no further.
const parent = process.ppid;
setInterval(() => process.ppid === parent || program.kill(), 200).unref();
program.on('exit', (code) => process.exit(code ?? 1));
