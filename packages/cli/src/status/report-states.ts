import type { FeatureFlags } from '@halyard/core';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Invocation } from '../invocation.js';
import { localTime } from '../terminal/time.js';

/** Prints each new state of the backend on standard error. Returns the way to stop. */
export function reportStates(flags: FeatureFlags, invocation: Invocation): () => void {
  let reported = flags.status().state;
  const report = (): void => {
    const { state, reason } = flags.status();
    if (state === reported) return;
    reported = state;
    invocation.note(`${localTime(Date.now())} ${state}${reason === undefined ? '' : `: ${reason}`}`);
  };
  subscribe('halyard:backend', report);
  return () => void unsubscribe('halyard:backend', report);
}
