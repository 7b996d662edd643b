import { didYouMean, FeatureFlags, type FlagSource, Replica } from '@halyard/core';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { namesOf } from '../flags/find-flag.js';
import { problemsOf } from '../flags/flag-record.js';
import { readFlagFile } from '../flags/read-flag-file.js';
import type { Invocation } from '../invocation.js';
import { printable } from '../terminal/printable.js';

/** `halyard validate`: says what is wrong with the flags of a file, or with the stored ones. */
export const validateCommand: MakeCommand = (run) =>
  new Command('validate')
    .description('say what is wrong with the flags of a file, or with the stored ones')
    .argument('[file]', 'JSON or YAML; - reads standard input')
    .action((file: string | undefined, _options, command) =>
      run(command, async (invocation) => {
        const flags = await flagsToCheck(file ?? invocation.options.file, invocation);
        const problems = [...problemsOf(flags)].map(([name, problem]) => ({ name, problem }));
        const warnings = missingReferences(flags);
        await flags.close();
        if (problems.length > 0) invocation.exitCode = EXIT.invalid;
        const checked = namesOf(flags).length;
        invocation.show({ valid: problems.length === 0, checked, problems, warnings }, () => {
          const { paint } = invocation;
          const lines = (word: string, list: typeof problems): string[] =>
            list.map(
              ({ name, problem }) => `${word} ${paint('bold', printable(name))}: ${printable(problem)}`,
            );
          const verdict =
            problems.length === 0 ? paint('green', 'valid') : paint('red', `${problems.length} invalid`);
          return [
            ...lines(paint('red', 'invalid'), problems),
            ...lines(paint('yellow', 'warning'), warnings),
            `${checked} flags, ${verdict}`,
          ].join('\n');
        });
      }),
    );

async function flagsToCheck(file: string | undefined, invocation: Invocation): Promise<FeatureFlags> {
  if (file === undefined) return invocation.open();
  const { entries } = await readFlagFile(file, undefined, invocation.terminal);
  const name = file === '-' ? 'standard input' : file;
  const backend = new Replica({ name, load: async () => entries as ReadonlyMap<string, FlagSource> });
  await backend.open();
  return FeatureFlags.open(backend, { startTimeoutMs: 0 });
}

/** What flags hang on that is not there: it never holds. */
function missingReferences(flags: FeatureFlags): { readonly name: string; readonly problem: string }[] {
  return [...flags.all(), ...flags.segments()].flatMap(({ name, references }) =>
    references
      .filter((other) => flags.get(other) === undefined)
      .map((other) => ({
        name,
        problem: `hangs on "${other}", which is not there${didYouMean(other, namesOf(flags))}`,
      })),
  );
}
