import type { FeatureFlags, Flag } from '@halyard/core';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';

/** One flag that changed, by its texts; `null` where it was not there. */
export interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Does `write`, and tells what became of the flag by it. */
export async function changeOf(
  flags: FeatureFlags,
  name: string,
  write: () => Promise<unknown>,
): Promise<Change & { readonly version: string | null }> {
  const before = stored(flags, name)?.text ?? null;
  await write();
  const flag = stored(flags, name);
  return { name, before, after: flag?.text ?? null, version: flag?.version ?? null };
}

function stored(flags: FeatureFlags, name: string): Flag | undefined {
  const flag = flags.definition(name);
  return flag?.name === name ? flag : undefined;
}

/** A change on one line: `new_checkout: off -> 25%`. */
export function changeLine({ name, before, after }: Change, paint: Paint): string {
  const label = paint('bold', printable(name));
  if (before === after) return `${label}: ${paint('dim', `${short(after)}, as it was`)}`;
  return `${label}: ${paint('dim', short(before))} -> ${short(after)}`;
}

/** A text as a line has room for it. */
export function short(text: string | null): string {
  if (text === null) return 'none';
  const line = printable(text).replaceAll('\n', ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line || '""';
}
