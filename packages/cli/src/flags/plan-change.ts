import type { FeatureFlags, PlannedChange, PlannedUpdate } from '@halyard/core';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation } from '../invocation.js';
import { printable } from '../terminal/printable.js';
import { localTime } from '../terminal/time.js';

/** Plans the change of a flag for the time of `--at`. Fails with an option that a planned change can't have. */
export async function planChange(
  invocation: Invocation,
  flags: FeatureFlags,
  name: string,
  change: PlannedUpdate,
  at: string,
): Promise<PlannedChange> {
  const { ifVersion, ...author } = invocation.authorship;
  if (ifVersion !== undefined) {
    throw new CommandError(
      EXIT.usage,
      '--if-version has no effect with --at: the flag is changed as it is then',
    );
  }
  return flags.plan(name, change, { at, ...author });
}

/** Shows a change that was planned. */
export function showPlanned(invocation: Invocation, planned: PlannedChange): void {
  invocation.show(plannedRecord(planned), () => `planned ${plannedLine(planned)}`);
}

/** A planned change as JSON. */
export function plannedRecord({ at, ...rest }: PlannedChange): object {
  return { ...rest, at: Number.isNaN(at) ? null : new Date(at).toISOString() };
}

/** A planned change in one line. */
export function plannedLine(planned: PlannedChange): string {
  const { id, flag, at, actor, comment, problem } = planned;
  if (Number.isNaN(at)) return printable(`${id}: can't be read: ${problem}`);
  const by = actor === undefined ? '' : ` by ${actor}`;
  const why = comment === undefined ? '' : ` (${comment})`;
  const trouble = problem === undefined ? '' : `: not applied: ${problem}`;
  return printable(`${id}: ${flag} ${changeWords(planned.change)} at ${localTime(at)}${by}${why}${trouble}`);
}

function changeWords(change: PlannedUpdate): string {
  if ('enabled' in change) return change.enabled ? 'enabled' : 'disabled';
  if ('set' in change)
    return `set to ${typeof change.set === 'string' ? change.set : JSON.stringify(change.set)}`;
  const { rollout } = change;
  return `rollout ${typeof rollout === 'number' ? `${rollout}%` : JSON.stringify(rollout)}`;
}
