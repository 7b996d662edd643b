// The command line, to run inside a program.
export { runCli } from './run-cli.js';
export type { Terminal } from './terminal/terminal.js';
export { EXIT, type ExitCode } from './exit-codes.js';
