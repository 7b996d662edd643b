import { Argument, Command } from 'commander';
import { choice } from '../choice.js';
import type { MakeCommand } from '../command.js';
import { completionScript, type Shell, SHELLS } from '../completion/shell-scripts.js';

/** `halyard completion`: prints the completion script of a shell, for commands, options and flag names. */
export const completionCommand: MakeCommand = (run) =>
  new Command('completion')
    .description('print the completion script of a shell: source <(halyard completion bash)')
    .addArgument(choice(new Argument('<shell>', 'your shell'), SHELLS))
    .action((shell: Shell, _options, command) =>
      run(command, async ({ terminal }) => void terminal.stdout.write(completionScript(shell))),
    );
