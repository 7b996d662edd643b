import { FeatureFlags } from '@halyard/core';
import { didYouMean, StoreBackend } from '@halyard/core/store';
import { syntaxOf } from '@halyard/formats';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { namesOf } from '../flags/find-flag.js';
import { missingReference } from '../flags/missing-reference.js';
import { countOfFlags } from '../flags/flag-summary.js';
import { readFlagFile } from '../flags/read-flag-file.js';
import type { Invocation } from '../invocation.js';
import { printable } from '../terminal/printable.js';
import { printableName } from '../terminal/printable-name.js';

/** `halyard validate`: lists the problems of the flags in a file, or of the stored flags. */
export const validateCommand: MakeCommand = (run) =>
  new Command('validate')
    .description('list the problems of the flags in a file, or of the stored flags')
    .argument('[file]', 'JSON or YAML; - reads standard input')
    .action((file: string | undefined, _options, command) =>
      run(command, async (invocation) => {
        const flags = await flagsToCheck(file ?? invocation.options.file, invocation);
        // A reference to a missing flag is only a warning: the rest of the flag still answers.
        const problems = flags
          .status()
          .invalid.filter(({ serving }) => serving !== 'definition')
          .map(({ name, problem }) => ({ name, problem }));
        const warnings = await missingReferences(flags);
        await flags.close();
        if (problems.length > 0) invocation.exitCode = EXIT.invalid;
        const checked = namesOf(flags).length;
        invocation.show({ valid: problems.length === 0, checked, problems, warnings }, () => {
          const { paint } = invocation;
          const lines = (word: string, list: readonly Finding[]): string[] =>
            list.map(
              ({ name, problem }) => `${word} ${paint('bold', printableName(name))}: ${printable(problem)}`,
            );
          const verdict =
            problems.length === 0 ? paint('green', 'valid') : paint('red', `${problems.length} invalid`);
          return [
            ...lines(paint('red', 'invalid'), problems),
            ...lines(paint('yellow', 'warning'), warnings),
            `${countOfFlags(checked)}, ${verdict}`,
          ].join('\n');
        });
      }),
    );

interface Finding {
  readonly name: string;
  readonly problem: string;
}

async function flagsToCheck(file: string | undefined, invocation: Invocation): Promise<FeatureFlags> {
  if (file === undefined) return invocation.open();
  const { flags: entries } = await readFlagFile(
    file,
    file === '-' ? 'json' : syntaxOf(file),
    invocation.terminal,
  );
  const name = file === '-' ? 'standard input' : file;
  const backend = new StoreBackend({ name, load: async () => entries });
  await backend.open();
  return FeatureFlags.open(backend, { startTimeoutMs: 1, logger: false });
}

/** The references to missing flags and segments. Such a reference never holds. */
async function missingReferences(flags: FeatureFlags): Promise<Finding[]> {
  const { namesIn } = await import('@halyard/admin');
  return [...flags.all(), ...flags.segments()].flatMap((flag) =>
    namesIn(flag)
      .filter((other) => !flags.has(other))
      .map((other) => ({
        name: flag.name,
        problem: missingReference(other) + didYouMean(other, namesOf(flags)),
      })),
  );
}
