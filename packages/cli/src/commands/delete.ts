import type { FeatureFlags } from '@halyard/core';
import { Command } from 'commander';
import { type MakeCommand, withAuthorship, withConsent, withVersion } from '../command.js';
import { findStored } from '../flags/find-flag.js';
import { changeLine, changeOf } from '../flags/flag-change.js';
import { problemsOf } from '../flags/flag-record.js';
import { usesOf } from '../flags/usage.js';
import { printable } from '../terminal/printable.js';

/** `halyard delete`: removes a flag; asks first when it is in use. */
export const deleteCommand: MakeCommand = (run) =>
  withConsent(withVersion(withAuthorship(new Command('delete'))))
    .description('remove a flag; asks first if it is on for anybody or other flags hang on it')
    .argument('<name>', 'the flag')
    .action((name: string, _options, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        if (isUnusable(flags, name)) {
          await flags.delete(name, invocation.authorship);
          return invocation.show(
            { name, before: null, after: null, version: null },
            () => `${printable(name)}: gone`,
          );
        }
        const flag = findStored(flags, name);
        const uses = usesOf(flags, flag);
        if (uses.length > 0)
          await invocation.confirm(`"${name}" is in use: ${uses.join(', and ')}. Delete it?`);
        // What was agreed to is the flag as it was shown.
        const change = await changeOf(flags, name, () =>
          flags.delete(name, { ifVersion: flag.version, ...invocation.authorship }),
        );
        invocation.show(change, () => changeLine(change, invocation.paint));
      }),
    );

/** Something is stored that gives nobody anything, because it can't be read. */
function isUnusable(flags: FeatureFlags, name: string): boolean {
  return flags.get(name) === undefined && problemsOf(flags).has(name);
}
