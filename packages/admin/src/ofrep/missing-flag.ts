import type { Evaluation } from '@halyard/core';
import { show } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/**
 * The answer to a limited caller for a flag that is missing, and for one that the caller may not see: made without a look
 * at the flag, so that nothing tells them apart.
 */
export function missingFlag(flags: AnyFlags, name: string): Evaluation {
  const failed = { flag: name, value: false, on: false, reason: 'ERROR' } as const;
  if (flags.status().state === 'failed') {
    return { ...failed, errorCode: 'PROVIDER_NOT_READY', errorMessage: 'the flags were not loaded yet' };
  }
  return { ...failed, errorCode: 'FLAG_NOT_FOUND', errorMessage: `no backend has a flag ${show(name)}` };
}
