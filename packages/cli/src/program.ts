import { Command } from 'commander';
import type { Run } from './command.js';
import { completeCommand } from './commands/complete.js';
import { completionCommand } from './commands/completion.js';
import { deleteCommand } from './commands/delete.js';
import { diffCommand } from './commands/diff.js';
import { explainCommand } from './commands/explain.js';
import { exportCommand } from './commands/export.js';
import { getCommand } from './commands/get.js';
import { historyCommand } from './commands/history.js';
import { importCommand } from './commands/import.js';
import { listCommand } from './commands/list.js';
import { manifestCommand } from './commands/manifest.js';
import { promoteCommand } from './commands/promote.js';
import { publishCommand } from './commands/publish.js';
import { registerCommand } from './commands/register.js';
import { plannedCommand } from './commands/planned.js';
import { previewCommand } from './commands/preview.js';
import { rolloutCommand } from './commands/rollout.js';
import { serveCommand } from './commands/serve.js';
import { setCommand } from './commands/set.js';
import { sqlCommand } from './commands/sql.js';
import { staleCommand } from './commands/stale.js';
import { statusCommand } from './commands/status.js';
import { disableCommand, enableCommand } from './commands/switch.js';
import { undoCommand } from './commands/undo.js';
import { validateCommand } from './commands/validate.js';
import { watchCommand } from './commands/watch.js';
import { EXIT } from './exit-codes.js';
import type { Terminal } from './terminal/terminal.js';
import { VERSION } from './version.js';

const COMMANDS = [
  listCommand,
  getCommand,
  setCommand,
  registerCommand,
  enableCommand,
  disableCommand,
  rolloutCommand,
  deleteCommand,
  explainCommand,
  historyCommand,
  undoCommand,
  watchCommand,
  importCommand,
  exportCommand,
  manifestCommand,
  publishCommand,
  diffCommand,
  promoteCommand,
  validateCommand,
  staleCommand,
  plannedCommand,
  previewCommand,
  statusCommand,
  serveCommand,
  sqlCommand,
  completionCommand,
];

const MORE = `
Exit codes:
  ${EXIT.ok}  the command succeeded
  ${EXIT.failed}  another failure
  ${EXIT.usage}  the command line is invalid
  ${EXIT.notFound}  the flag, or the change, does not exist
  ${EXIT.invalid}  a name, a definition or a file is invalid
  ${EXIT.conflict}  another user changed the flag at the same time
  ${EXIT.unavailable}  the flags can't be read or written
  ${EXIT.unknownOutcome}  a write was not confirmed: it may or may not have happened
  ${EXIT.notConfirmed}  a confirmation was needed and not given
  ${EXIT.found}  "stale --exit-code" or "diff --exit-code" found something

Examples:
  REDIS_URL=redis://localhost:6379 halyard list
  halyard set new_checkout 25% --comment 'a first quarter'
  halyard disable new_checkout
  HALYARD_URL=https://flags.example.com HALYARD_TOKEN=… halyard list
  halyard --file flags.yaml explain new_checkout --user alice plan=pro
  halyard --url postgres://db/shop history new_checkout
  halyard promote new_checkout --from redis://staging:6379 --to redis://production:6379
`;

/** The command line, as commander runs it. Prints to `terminal`. Throws instead of ending the process. */
export function makeProgram(run: Run, terminal: Terminal): Command {
  const program = new Command('halyard')
    .description('Reads and changes feature flags in Redis, in a SQL database, in a file, or over an API.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .option('--file <path>', 'use the flags in this JSON or YAML file')
    .option(
      '--url <url>',
      'use the flags at this URL: redis:, postgres:, mysql:, sqlite:, etcd:, consul:, s3:, or https: for an API or a document (default: HALYARD_URL, else REDIS_URL)',
    )
    .option('--token <token>', 'the token for an API, etcd or Consul (default: HALYARD_TOKEN)')
    .option('--key <name>', 'the hash in Redis (default: "feature_flags")')
    .option('--table <name>', 'the table in a SQL database (default: "feature_flags")')
    .option(
      '--force-prefix <prefix>',
      'let environment variables with this prefix answer first, as in the app',
    )
    .option('--json', 'print JSON, for scripts')
    .addHelpText('after', MORE)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      // The thrown error has the same message.
      outputError: () => {},
    });
  for (const make of COMMANDS) program.addCommand(make(run).copyInheritedSettings(program));
  program.addCommand(completeCommand(run).copyInheritedSettings(program), { hidden: true });
  return program;
}
