import type { FlagLimit } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import { visibleStatus } from '../flags/visible-status.js';

/** What the header says, for the documentation of the API. */
export const TROUBLE_NOTE = {
  'Halyard-Trouble':
    'Present while a store or another Halyard that this one follows is away or in trouble, so that the document may be older than that of others: `stale` or `problem`.',
} as const;

/** Marks what may be older than others know: several Halyards can be behind one address. Says what status events say. */
export function troubleHeader(
  flags: AnyFlags,
  limit: FlagLimit | undefined,
): Readonly<Record<string, string>> {
  const { state, problem } = visibleStatus(flags, limit);
  if (state === 'stale' || state === 'failed') return { 'Halyard-Trouble': 'stale' };
  return problem === undefined ? {} : { 'Halyard-Trouble': 'problem' };
}
