import type { BulkUpdate, FeatureFlags, Flag } from '@halyard/core';
import { FLAG_KINDS } from '@halyard/core/store';
import { Command, Option } from 'commander';
import { choice } from '../choice.js';
import { type MakeCommand, withAuthorship } from '../command.js';
import { isNew, nameToStore, unusable } from '../flags/find-flag.js';
import { type Change, changeLine, noEffectOf } from '../flags/flag-change.js';
import { problemsOf } from '../flags/flag-record.js';
import { summaryOf } from '../flags/flag-summary.js';
import { registerAs, type Registration, wouldChange } from '../flags/registration.js';
import { percentage } from '../percentage.js';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';

interface RegisterOptions extends Registration {
  readonly update?: boolean;
}

/** What happened to a flag. */
type Result = 'created' | 'updated' | 'unchanged' | 'exists';

interface Registered extends Change {
  readonly result: Result;
  readonly version: string | null;
}

/** `halyard register`: creates the flags that do not exist, by one write. */
export const registerCommand: MakeCommand = (run) =>
  withAuthorship(new Command('register'))
    .description('create the flags that do not exist yet, by one write; leaves existing flags as they are')
    .argument('<names...>', 'the flags')
    .option('--enable', 'switch the flags on; a new flag is off without it')
    .option(
      '--rollout <percent>',
      'percentage of users that an enabled flag is on for (default: everyone)',
      percentage('--rollout'),
    )
    .option('--description <text>', 'what the flags are for')
    .option('--owner <name>', 'who to ask about the flags')
    .addOption(choice(new Option('--kind <kind>', 'kind of the flags'), FLAG_KINDS))
    .option('--expires <day>', 'day (YYYY-MM-DD) by which the flags are to be removed')
    .option('--update', 'change existing flags too: what the options say, and nothing else')
    .action((given: string[], { update = false, ...registration }: RegisterOptions, command) =>
      run(command, async (invocation) => {
        const [flags, register] = await Promise.all([invocation.openToStore(), registerAs(registration)]);
        const names = [...new Set(given.map((name) => nameToStore(flags, name)))];
        const results = new Map<string, Result>(names.map((name) => [name, update ? 'unchanged' : 'exists']));
        const before = new Map(names.map((name) => [name, flags.definition(name)]));
        const writes = new Map<string, BulkUpdate>();
        for (const name of names) {
          if (!isNew(flags, name) && !(update && wouldChange(flags, name, register))) continue;
          writes.set(name, (current, invalid) => {
            if (invalid !== undefined) throw unusable(name, invalid.problem);
            before.set(name, current);
            results.set(name, current === undefined ? 'created' : update ? 'updated' : 'exists');
            // Another process can have created the flag meanwhile.
            return current === undefined || update ? register(name, current) : current.text;
          });
        }
        if (writes.size > 0) await flags.setMany(writes, invocation.authorship);
        const registered = names.map((name) => outcome(flags, name, results.get(name)!, before.get(name)));
        const lines = await Promise.all(registered.map((each) => line(flags, each, invocation.paint)));
        invocation.show(registered, () => lines.join('\n'));
      }),
    );

function outcome(flags: FeatureFlags, name: string, result: Result, before: Flag | undefined): Registered {
  const after = flags.definition(name);
  const noEffect = isWritten(result) ? noEffectOf(flags, name) : undefined;
  return {
    name,
    result,
    before: before?.text ?? null,
    after: after?.text ?? null,
    version: after?.version ?? null,
    ...(noEffect === undefined ? {} : { noEffect }),
  };
}

async function line(flags: FeatureFlags, registered: Registered, paint: Paint): Promise<string> {
  const { name, result, noEffect } = registered;
  if (noEffect !== undefined) return changeLine(registered, paint);
  const flag = flags.definition(name);
  const gives = flag === undefined ? 'nothing' : await summaryOf(flags, flag);
  const problem = problemsOf(flags).get(name);
  const about = `gives ${gives}${problem === undefined ? '' : ` (${problem})`}`;
  const style = isWritten(result) ? 'green' : 'dim';
  return `${paint('bold', printable(name))}: ${paint(style, result)}, ${printable(about)}`;
}

function isWritten(result: Result): boolean {
  return result === 'created' || result === 'updated';
}
