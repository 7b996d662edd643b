import { Argument, Command } from 'commander';
import { choice } from '../choice.js';
import type { MakeCommand } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { whereIs } from '../store/store-choice.js';

/** `halyard sql migrate`: creates the tables in a SQL database, or prints how. */
export const sqlCommand: MakeCommand = (run) =>
  new Command('sql')
    .description('create the tables for flags in PostgreSQL, MySQL, MariaDB or SQLite')
    .addArgument(
      choice(new Argument('<action>', 'migrate: create what is missing, and nothing else'), ['migrate']),
    )
    .option('--print', 'print the statements, for the command line client of the database, and run nothing')
    .action((_action: 'migrate', { print }: { readonly print?: boolean }, command) =>
      run(command, async (invocation) => {
        const { file, url: given = invocation.variable('HALYARD_URL') } = invocation.options;
        if (file === undefined && given === undefined) throw needsUrl();
        const { store } = invocation;
        if (store.kind !== 'sql') throw needsUrl();
        const { migrate, migrationScript } = await import('@halyard/sql');
        const { url, dialect, table } = store;
        if (print === true) {
          invocation.terminal.stdout.write(migrationScript(dialect, { table }));
          return;
        }
        await migrate(url, { table });
        const where = whereIs(store);
        invocation.show({ migrated: true, store: where, table }, () => `${table} is up to date in ${where}`);
      }),
    );

function needsUrl(): CommandError {
  const forms = 'postgres://host/database, mysql://host/database or sqlite:path';
  return new CommandError(EXIT.usage, `"sql migrate" needs --url ${forms}`);
}
