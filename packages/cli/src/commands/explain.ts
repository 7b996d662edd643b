import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { contextFrom } from '../flags/context-arguments.js';
import { findFlag } from '../flags/find-flag.js';
import { printable } from '../terminal/printable.js';

interface ExplainOptions {
  readonly user?: string;
  readonly context?: string;
}

/** `halyard explain`: shows what a flag gives to a user, and why. */
export const explainCommand: MakeCommand = (run) =>
  new Command('explain')
    .description('show what a flag gives to a user, and why')
    .argument('<name>', 'the flag')
    .argument('[attributes...]', 'attributes of the user, such as plan=pro account.seats=5')
    .option('--user <key>', 'targeting key, usually the user id')
    .option('--context <json>', 'attributes of the user, as a JSON object')
    .action((name: string, attributes: string[], { user, context }: ExplainOptions, command) =>
      run(command, async (invocation) => {
        const given = contextFrom(context, attributes);
        const flags = await invocation.open();
        const flag = findFlag(flags, name);
        const explanation = flags.explain(
          flag.name,
          user === undefined ? given : { ...given, targetingKey: user },
        );
        invocation.show(explanation, () => explanation.lines.map(printable).join('\n'));
      }),
    );
