import { Argument, Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { completionScript, type Shell, SHELLS } from '../completion/shell-scripts.js';

/** `halyard completion`: prints the script that has a shell complete commands, options and names of flags. */
export const completionCommand: MakeCommand = (run) =>
  new Command('completion')
    .description('print the completion script of a shell: source <(halyard completion bash)')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .action((shell: Shell, _options, command) =>
      run(command, async ({ terminal }) => void terminal.stdout.write(completionScript(shell))),
    );
