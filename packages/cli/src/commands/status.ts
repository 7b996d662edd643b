import type { BackendStatus } from '@halyard/core';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { whereIs } from '../store/store-choice.js';
import type { Paint, Style } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { localTime } from '../terminal/time.js';

const COLOURS: Readonly<Record<BackendStatus['state'], Style>> = {
  live: 'green',
  polling: 'yellow',
  stale: 'red',
  failed: 'red',
};

/** `halyard status`: whether the flags can be read, how fresh they are, and what is wrong with them. */
export const statusCommand: MakeCommand = (run) =>
  new Command('status')
    .description('show whether the flags can be read, and what is wrong with them')
    .action((_options, command) =>
      run(command, async (invocation) => {
        const { store } = invocation;
        const flags = await invocation.openUnread(store);
        const status = flags.status();
        if (status.state === 'failed') invocation.exitCode = EXIT.unavailable;
        invocation.show({ store: whereIs(store), ...status }, () =>
          print(whereIs(store), status, invocation.paint),
        );
      }),
    );

function print(
  where: string,
  { name, state, reason, flags, lastLoad, invalid }: BackendStatus,
  paint: Paint,
): string {
  const why = reason === undefined ? '' : `: ${printable(reason)}`;
  return [
    `${paint('bold', printable(name))} at ${printable(where)}`,
    `  state    ${paint(COLOURS[state], state)}${why}`,
    `  flags    ${flags}`,
    ...(lastLoad === undefined ? [] : [`  read     ${localTime(lastLoad)}`]),
    ...(invalid.length === 0 ? [] : [`  invalid  ${invalid.length}`]),
    ...invalid.map((each) => printable(`    ${each.name}: ${each.problem}`)),
  ].join('\n');
}
