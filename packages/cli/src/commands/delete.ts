import { Command } from 'commander';
import { type MakeCommand, withAuthorship, withConsent, withVersion } from '../command.js';
import { findStored, isUnusable } from '../flags/find-flag.js';
import { changeLine, changeOf } from '../flags/flag-change.js';
import { usesOf } from '../flags/usage.js';
import { printable } from '../terminal/printable.js';

/** `halyard delete`: removes a flag; asks first when it is in use. */
export const deleteCommand: MakeCommand = (run) =>
  withConsent(withVersion(withAuthorship(new Command('delete'))))
    .description('remove a flag; asks first if it is on for any user or other flags refer to it')
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
        const uses = await usesOf(flags, flag);
        if (uses.length > 0)
          await invocation.confirm(`"${flag.name}" is in use: ${uses.join(', and ')}. Delete it?`);
        // The user agreed to delete the version that was shown.
        const change = await changeOf(flags, flag.name, () =>
          flags.delete(flag.name, { ifVersion: flag.version, ...invocation.authorship }),
        );
        invocation.show(change, () => changeLine(change, invocation.paint));
      }),
    );
