import { didYouMean, readJson } from '@halyard/core/store';
import { Command } from 'commander';
import { text as readAll } from 'node:stream/consumers';
import { type MakeCommand, withAuthorship, withTime, withVersion } from '../command.js';
import { namesOf } from '../flags/find-flag.js';
import { changeLine, changeOf } from '../flags/flag-change.js';
import { planChange, showPlanned } from '../flags/plan-change.js';

interface SetOptions {
  readonly at?: string;
  readonly new?: boolean;
}

/** `halyard set`: stores a flag or a segment. Creates it if it does not exist. */
export const setCommand: MakeCommand = (run) =>
  withTime(withVersion(withAuthorship(new Command('set'))))
    .description('store a flag: on, off, 25%, users:alice,bob or a definition in JSON')
    .argument('<name>', 'the flag')
    .argument('<text>', 'text to store; - reads it from standard input')
    .option('--new', 'only if the flag does not exist yet')
    .action((name: string, given: string, options: SetOptions, command) =>
      run(command, async (invocation) => {
        const text = compact(given === '-' ? await readAll(invocation.terminal.stdin) : given);
        const flags = await invocation.openToStore();
        if (options.at !== undefined) {
          return showPlanned(
            invocation,
            await planChange(invocation, flags, name, { set: text }, options.at),
          );
        }
        const others = namesOf(flags);
        const condition = options.new === true ? { ifVersion: null } : {};
        const change = await changeOf(flags, name, () =>
          flags.set(name, text, { ...invocation.authorship, ...condition }),
        );
        invocation.show(change, () => changeLine(change, invocation.paint));
        if (change.before === null) invocation.note(`"${name}" is new${didYouMean(name, others)}`);
      }),
    );

/** A definition without its line breaks and indentation; any other text unchanged. */
function compact(text: string): string {
  if (!text.trim().startsWith('{')) return text;
  const json = readJson(text);
  return 'value' in json ? JSON.stringify(json.value) : text;
}
