import type { ImportPlan } from '@halyard/admin';
import type { FormatName } from '@halyard/formats';
import { Command, Option } from 'commander';
import { choice } from '../choice.js';
import { type MakeCommand, withAuthorship, withConsent } from '../command.js';
import { FILE_FORMATS, type FileFormat, readFlagFile } from '../flags/read-flag-file.js';
import { countOfFlags } from '../flags/flag-summary.js';
import type { Invocation } from '../invocation.js';
import { noteDifference } from '../transfer/difference.js';
import { assertValid, assertWritten, showOutcome } from '../transfer/outcome.js';

interface ImportCommandOptions {
  readonly format?: FileFormat;
  readonly dryRun?: boolean;
  readonly replace?: boolean;
  readonly skip?: boolean;
}

const WORDS = { noun: 'import', done: 'imported', again: 'import the file again' } as const;

/** `halyard import`: creates and replaces many flags. Checks all of them before it writes the first. */
export const importCommand: MakeCommand = (run) =>
  withConsent(withAuthorship(new Command('import')))
    .description('store all flags of a file; asks first if flags would be changed or deleted')
    .argument('<file>', 'JSON or YAML; - reads standard input')
    .addOption(
      choice(
        new Option('--format <format>', 'format of the file (default: what it looks like)'),
        FILE_FORMATS,
      ),
    )
    .option('--replace', 'delete the flags that are not in the file')
    .option('--skip', "leave out the flags that are invalid or that can't be translated")
    .option('--dry-run', 'only show what would change')
    .action((file: string, options: ImportCommandOptions, command) =>
      run(command, async (invocation) => {
        const [{ applyPlan, planImport }, read] = await Promise.all([
          import('@halyard/admin'),
          readFlagFile(file, options.format, invocation.terminal),
        ]);
        const flags = await invocation.openToStore();
        const { replace = false, skip = false } = options;
        const plan = await planImport(flags, read, { replace, skip });
        assertValid(file, plan, WORDS);
        if (options.dryRun === true || plan.changes.length === 0)
          return showOutcome(plan, undefined, invocation);
        await agreeTo(plan, read.detected, invocation);
        const { actor, comment = `import of ${file}` } = invocation.authorship;
        const result = await applyPlan(flags, plan, { actor, comment });
        showOutcome(plan, result, invocation);
        assertWritten(plan, result, WORDS, invocation);
      }),
    );

/** Asks about existing flags; about all of them if the file is of another system, which the user did not say. */
async function agreeTo(
  { changes }: ImportPlan,
  detected: FormatName | undefined,
  invocation: Invocation,
): Promise<void> {
  if (detected !== undefined) invocation.note(`the file is a document of ${detected}`);
  const asked = detected === undefined ? changes.filter(({ change }) => change !== 'create') : changes;
  if (asked.length === 0 || invocation.options.yes === true) return;
  noteDifference(asked, invocation);
  await invocation.confirm(
    detected === undefined
      ? `${countOfFlags(asked.length, 'existing ')} would be changed or deleted. Import?`
      : `${countOfFlags(asked.length)} would be created, changed or deleted. Import?`,
  );
}
