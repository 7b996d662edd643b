import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { statusText } from '../status/status-text.js';
import { failedLayer, isMissing } from '../store/open-store.js';
import { whereIs } from '../store/store-choice.js';

/** `halyard status`: shows whether the flags can be read, how fresh they are, and their problems. */
export const statusCommand: MakeCommand = (run) =>
  new Command('status')
    .description('show whether the flags can be read, and their problems')
    .action((_options, command) =>
      run(command, async (invocation) => {
        const { store } = invocation;
        const flags = await invocation.openUnread(store);
        const status = flags.status();
        if (failedLayer(status) !== undefined || isMissing(store)) invocation.exitCode = EXIT.unavailable;
        invocation.show({ store: whereIs(store), ...status }, () =>
          statusText(whereIs(store), status, invocation.paint),
        );
      }),
    );
