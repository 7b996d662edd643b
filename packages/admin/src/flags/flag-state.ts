import type { Flag, Reach } from '@halyard/core';
import type { FlagRecord } from './flag-record.js';
import { startTime } from './start-time.js';

/** The states of flags. */
export const FLAG_STATES = ['on', 'off', 'conditional', 'scheduled', 'invalid'] as const;

/**
 * What a flag serves. `on`, `off`: the same to everyone. `conditional`: depends on the context, the time or other flags.
 * `scheduled`: off for everyone until its schedule starts. `invalid`: nothing, because the stored text can't be used. A
 * disabled flag is always `off`.
 */
export type FlagState = (typeof FLAG_STATES)[number];

/** The state at `now` of a flag that can be used. */
export function flagState(
  { constant, definition }: Pick<Flag, 'constant' | 'definition'>,
  now: number = Date.now(),
): FlagState {
  if (constant !== undefined) return constant.on ? 'on' : 'off';
  return startTime(definition, now) === undefined ? 'conditional' : 'scheduled';
}

/** The state of a flag at `now`, which is later than its record: its schedule may have started. */
export function stateAt({ state, startsAt }: Pick<FlagRecord, 'state' | 'startsAt'>, now: number): FlagState {
  return state === 'scheduled' && startsAt! <= now ? 'conditional' : state;
}

const ENABLED_STATES = {
  everyone: 'on',
  some: 'conditional',
  none: 'off',
} as const satisfies Record<Reach, FlagState>;

/** The state that a flag has once it is enabled, as far as its record says. */
export function enabledState({ reach, definition }: FlagRecord): FlagState {
  // The reach assumes that required flags hold.
  const isFree = (definition?.requires ?? []).length === 0;
  const { enabled: _, ...enabled } = definition ?? {};
  if (startTime(enabled, Date.now()) !== undefined) return 'scheduled';
  return isFree ? ENABLED_STATES[reach] : 'conditional';
}

/** Whether the flag is a kill switch that is on for at least some users. */
export function isOutage({
  definition,
  state,
  reach,
}: Pick<FlagRecord, 'definition' | 'state' | 'reach'>): boolean {
  if (definition?.kind !== 'kill-switch') return false;
  return state === 'on' || (state === 'conditional' && reach !== 'none');
}
