import type { FeatureFlags, PlannedChange, Reach, WriteOptions } from '@halyard/core';
import { didYouMean, show } from '@halyard/core/store';
import { Command } from 'commander';
import { type MakeCommand, type Run, withAuthorship, withConsent, withTime } from '../command.js';
import { findFlag, isNew, namesOf, nameToEnable, nameToStore } from '../flags/find-flag.js';
import { type Change, changeLine, changeOf } from '../flags/flag-change.js';
import { summaryOf } from '../flags/flag-summary.js';
import { planChange, plannedLine, plannedRecord } from '../flags/plan-change.js';
import type { Invocation } from '../invocation.js';
import { printable } from '../terminal/printable.js';

/** `halyard enable`: switches flags on and keeps their rules. */
export const enableCommand: MakeCommand = (run) =>
  switchCommand('enable', 'switch flags on; keeps their rules', run, nameToEnable, enable);

/** `halyard disable`: switches flags off for everyone and keeps their rules. */
export const disableCommand: MakeCommand = (run) =>
  switchCommand(
    'disable',
    'switch flags off for everyone; keeps their rules for the next enable',
    run,
    nameToStore,
    disable,
  );

/** A flag that was enabled or disabled. */
interface Switched extends Change {
  /** Whether it can be on for everyone, for some users or for no one. */
  readonly reach?: Reach;
  /** Why a flag that is enabled serves off to everyone. */
  readonly notice?: string;
  /** The invalid text that `off` replaced. */
  readonly replaced?: string;
  /** Whether it was not stored before. */
  readonly created: boolean;
}

function switchCommand(
  word: string,
  description: string,
  run: Run,
  find: (flags: FeatureFlags, name: string) => string,
  write: (flags: FeatureFlags, name: string, options: WriteOptions) => Promise<Omit<Switched, 'created'>>,
): Command {
  return withTime(withConsent(withAuthorship(new Command(word))))
    .description(description)
    .argument('<names...>', 'the flags')
    .action((given: string[], { at }: { readonly at?: string }, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.openToStore();
        // All names are checked first: a misspelt name must neither switch only some flags nor create a flag.
        const names = given.map((name) => find(flags, name));
        for (const name of names) await confirmNew(flags, name, invocation);
        if (at !== undefined) {
          const planned: PlannedChange[] = [];
          for (const name of names) {
            planned.push(await planChange(invocation, flags, name, { enabled: word === 'enable' }, at));
          }
          return invocation.show(planned.map(plannedRecord), () =>
            planned.map((each) => `planned ${plannedLine(each)}`).join('\n'),
          );
        }
        const changes: Switched[] = [];
        for (const name of names) {
          const created = isNew(flags, name);
          changes.push({ ...(await write(flags, name, invocation.authorship)), created });
        }
        const effects = await Promise.all(changes.map((change) => effectOf(flags, change)));
        invocation.show(changes, () =>
          changes
            .flatMap((change, index) => [changeLine(change, invocation.paint), `  ${effects[index]!}`])
            .join('\n'),
        );
      }),
    );
}

/** Asks before a flag is created whose name is like that of a stored flag. */
async function confirmNew(flags: FeatureFlags, name: string, invocation: Invocation): Promise<void> {
  const hint = isNew(flags, name) ? didYouMean(name, namesOf(flags)) : '';
  if (hint === '') return;
  await invocation.confirm(`flag ${show(name)} is not stored${hint} Store ${show(name)} as a new flag?`);
}

async function enable(
  flags: FeatureFlags,
  name: string,
  options: WriteOptions,
): Promise<Omit<Switched, 'created'>> {
  let reach: Reach = 'none';
  const change = await changeOf(flags, name, async () => {
    reach = await flags.enable(name, options);
  });
  const { enabledNotice } = await import('@halyard/admin');
  const notice =
    change.noEffect === undefined ? enabledNotice(name, findFlag(flags, name).definition, reach) : undefined;
  return { ...change, reach, ...(notice === undefined ? {} : { notice }) };
}

async function disable(
  flags: FeatureFlags,
  name: string,
  options: WriteOptions,
): Promise<Omit<Switched, 'created'>> {
  let replaced: string | undefined;
  const change = await changeOf(flags, name, async () => {
    replaced = await flags.disable(name, options);
  });
  return replaced === undefined ? change : { ...change, before: replaced, replaced };
}

async function effectOf(flags: FeatureFlags, { name, notice, replaced, created }: Switched): Promise<string> {
  if (notice !== undefined) return printable(notice);
  const now = `now ${printable(await summaryOf(flags, findFlag(flags, name)))}`;
  if (created) return `${now}; the flag was not stored before`;
  return replaced === undefined ? now : `${now}; replaced the invalid text ${printable(replaced)}`;
}
