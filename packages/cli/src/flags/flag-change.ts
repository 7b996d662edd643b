import type { FeatureFlags, Flag } from '@halyard/core';
import { answersFirst } from '@halyard/core/store';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';

/** A change of one flag, by its texts; `null` if the flag did not exist. */
export interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Why the change has no effect: a layer above the store answers first. The texts are then those of that layer. */
  readonly noEffect?: string;
}

/** Calls `write`. Resolves with the change of the flag. */
export async function changeOf(
  flags: FeatureFlags,
  name: string,
  write: () => Promise<unknown>,
): Promise<Change & { readonly version: string | null }> {
  const before = stored(flags, name)?.text ?? null;
  await write();
  const flag = stored(flags, name);
  const noEffect = noEffectOf(flags, name);
  return {
    name,
    before,
    after: flag?.text ?? null,
    version: flag?.version ?? null,
    ...(noEffect === undefined ? {} : { noEffect }),
  };
}

/** Why a change of a flag has no effect; `undefined` if it has one. */
export function noEffectOf(flags: FeatureFlags, name: string): string | undefined {
  const origin = flags.origin(name);
  return origin?.precedesWrites === true ? answersFirst(origin, flags.definition(name)!) : undefined;
}

function stored(flags: FeatureFlags, name: string): Flag | undefined {
  const flag = flags.definition(name);
  return flag?.name === name ? flag : undefined;
}

/** A change on one line: `new_checkout: off -> 25%`. */
export function changeLine({ name, before, after, noEffect }: Change, paint: Paint): string {
  const label = paint('bold', printable(name));
  if (noEffect !== undefined)
    return `${label}: ${paint('yellow', `stored, but has no effect: ${printable(noEffect)}`)}`;
  if (before === after) return `${label}: ${paint('dim', `${short(after)}, unchanged`)}`;
  return `${label}: ${paint('dim', short(before))} -> ${short(after)}`;
}

/** A text shortened to fit on a line. */
export function short(text: string | null): string {
  if (text === null) return 'none';
  const line = printable(text).replaceAll('\n', ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line || '""';
}
