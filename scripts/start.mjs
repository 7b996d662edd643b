// `npm start`: installs what is missing and runs the example shop, with any further arguments passed on to it.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = (run, ...args) => run(process.execPath, args, { cwd: root, stdio: 'inherit' });

if (node(spawnSync, 'scripts/setup.mjs').status !== 0) process.exit(1);

const shop = ['--import=tsx', '--conditions=@halyard/source', 'examples/express-shop/main.ts'];
const app = node(spawn, ...shop, ...process.argv.slice(2));
// Ctrl-C at a terminal has reached the app already, perhaps twice by way of npm; a SIGINT from elsewhere has not.
process.on('SIGINT', () => setTimeout(() => app.kill(), 500));
process.on('SIGTERM', () => app.kill());
app.on('exit', (code) => process.exit(code ?? 1));
