import type { ImportPlan } from '@halyard/admin';
import type { FeatureFlags } from '@halyard/core';
import { Command } from 'commander';
import { type MakeCommand, withAuthorship, withConsent } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { countOfFlags } from '../flags/flag-summary.js';
import { nameOf, type TwoStoresOptions, withTwoStores } from '../store/two-stores.js';
import { noteDifference } from '../transfer/difference.js';
import { brokenReferences, planDifference } from '../transfer/difference-plan.js';
import { assertValid, assertWritten, showOutcome } from '../transfer/outcome.js';

interface PromoteOptions extends TwoStoresOptions {
  readonly delete?: boolean;
  readonly skip?: boolean;
  readonly dryRun?: boolean;
}

const WORDS = { noun: 'promotion', done: 'promoted', again: 'promote again' } as const;

/** `halyard promote`: copies flags from one store to another. Shows the difference and asks before it writes. */
export const promoteCommand: MakeCommand = (run) =>
  withConsent(
    withAuthorship(withTwoStores(new Command('promote'), { from: 'copy the flags', to: 'to the flags' })),
  )
    .description('copy flags from one store to another; shows the difference and asks first')
    .argument('[names...]', 'only these flags and segments')
    .option('--delete', 'delete the flags that only --to has')
    .option('--skip', 'leave out the flags that are invalid')
    .option('--dry-run', 'only show what would change')
    .action((names: string[], options: PromoteOptions, command) =>
      run(command, async (invocation) => {
        const stores = invocation.twoStores(options);
        const from = await invocation.open(stores.from);
        const to = await invocation.openToStore(stores.to);
        const { delete: replace = false, skip = false } = options;
        const plan = await planDifference(from, to, { names, replace, skip });
        const where = { from: nameOf(stores.from), to: nameOf(stores.to) };
        assertValid(where.from, plan, WORDS);
        if (replace && names.length === 0) assertSome(from, where, plan);
        for (const problem of await brokenReferences(plan, from, to)) invocation.note(`warning: ${problem}`);
        if (options.dryRun === true || plan.changes.length === 0) {
          return showOutcome(plan, undefined, invocation, where);
        }
        if (invocation.options.yes !== true) {
          noteDifference(plan.changes, invocation);
          const changed = countOfFlags(plan.changes.length);
          await invocation.confirm(
            `${changed} in ${where.to} would be created, changed or deleted. Promote?`,
          );
        }
        const { applyPlan } = await import('@halyard/admin');
        const { actor, comment = `promoted from ${where.from}` } = invocation.authorship;
        const result = await applyPlan(to, plan, { actor, comment });
        showOutcome(plan, result, invocation, where);
        assertWritten(plan, result, WORDS, invocation);
      }),
    );

/** A store with a wrong name is often an empty one, with which `--delete` would empty the other one. */
function assertSome(
  from: FeatureFlags,
  where: { readonly from: string; readonly to: string },
  { changes }: ImportPlan,
): void {
  if (changes.length === 0 || from.all().length + from.segments().length > 0) return;
  const deleted = countOfFlags(changes.length);
  throw new CommandError(
    EXIT.invalid,
    `${where.from} has no flags, so that --delete would delete all of ${where.to} (${deleted}): check --from`,
  );
}
