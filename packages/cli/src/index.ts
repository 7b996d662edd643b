export { EXIT, type ExitCode } from './exit-codes.js';
export { runCli } from './run-cli.js';
export type { Terminal } from './terminal/terminal.js';
