import type { ImportPlan, ImportResult, PlannedChange } from '@halyard/admin';
import { isHalyardError } from '@halyard/core';
import type { FormatName } from '@halyard/formats';
import { Command, Option } from 'commander';
import { choice } from '../choice.js';
import { type MakeCommand, withAuthorship, withConsent } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { FILE_FORMATS, type FileFormat, readFlagFile } from '../flags/read-flag-file.js';
import { short } from '../flags/flag-change.js';
import { countOfFlags } from '../flags/flag-summary.js';
import type { Invocation } from '../invocation.js';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';

interface ImportCommandOptions {
  readonly format?: FileFormat;
  readonly dryRun?: boolean;
  readonly replace?: boolean;
  readonly skip?: boolean;
}

/** The largest number of changes shown before the confirmation. */
const SHOWN = 50;

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
        assertValid(file, plan.problems);
        if (options.dryRun === true || plan.changes.length === 0) return show(plan, undefined, invocation);
        await agreeTo(plan, read.detected, invocation);
        const { actor, comment = `import of ${file}` } = invocation.authorship;
        const result = await applyPlan(flags, plan, { actor, comment });
        show(plan, result, invocation);
        finish(plan, result, invocation);
      }),
    );

function assertValid(file: string, problems: ImportPlan['problems']): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ name, problem }) => `\n  ${name}: ${problem}`).join('');
  throw new CommandError(EXIT.invalid, `${file} is invalid; nothing was imported:${lines}`);
}

/** Asks about existing flags; about all of them if the file is of another system, which the user did not say. */
async function agreeTo(
  { changes }: ImportPlan,
  detected: FormatName | undefined,
  invocation: Invocation,
): Promise<void> {
  if (detected !== undefined) invocation.note(`the file is a document of ${detected}`);
  const asked = detected === undefined ? changes.filter(({ change }) => change !== 'create') : changes;
  if (asked.length === 0 || invocation.options.yes === true) return;
  for (const change of asked.slice(0, SHOWN)) invocation.note(`  ${line(change)}`);
  if (asked.length > SHOWN) invocation.note(`  and ${asked.length - SHOWN} more`);
  await invocation.confirm(
    detected === undefined
      ? `${countOfFlags(asked.length, 'existing ')} would be changed or deleted. Import?`
      : `${countOfFlags(asked.length)} would be created, changed or deleted. Import?`,
  );
}

function show(plan: ImportPlan, result: ImportResult | undefined, invocation: Invocation): void {
  const { changes, unchanged, skipped } = plan;
  const { written = 0, conflicts = [] } = result ?? {};
  for (const { name, reason } of skipped) invocation.note(`skipped: ${name}: ${reason}`);
  invocation.show({ dryRun: result === undefined, changes, unchanged, skipped, written, conflicts }, () => {
    const counted =
      result === undefined ? `${changes.length} to change` : `${written} of ${changes.length} changed`;
    const lines = result === undefined ? changes.map((change) => painted(change, invocation.paint)) : [];
    return [...lines, `${counted}, ${unchanged} already the same`].join('\n');
  });
}

function finish(
  { changes }: ImportPlan,
  { conflicts, failure, written }: ImportResult,
  invocation: Invocation,
): void {
  if (failure !== undefined) {
    const stored = isHalyardError(failure, 'UNKNOWN_OUTCOME') ? 'known to be stored' : 'stored';
    invocation.note(
      `${written} of ${changes.length} changes are ${stored}; import the file again to store the rest`,
    );
    throw failure;
  }
  if (conflicts.length === 0) return;
  const names = conflicts.map((name) => `"${name}"`).join(', ');
  throw new CommandError(
    EXIT.conflict,
    `conflict: another user changed ${names} during the import; these were not imported`,
  );
}

const SIGNS = { create: '+', replace: '~', delete: '-' } as const;
const COLOURS = { create: 'green', replace: 'yellow', delete: 'red' } as const;

function line({ name, change, before, after }: PlannedChange): string {
  const what =
    change === 'create'
      ? short(after)
      : change === 'delete'
        ? short(before)
        : `${short(before)} -> ${short(after)}`;
  return `${SIGNS[change]} ${printable(name)}: ${what}`;
}

function painted(change: PlannedChange, paint: Paint): string {
  return paint(COLOURS[change.change], line(change));
}
