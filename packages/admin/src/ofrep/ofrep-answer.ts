import type { Evaluation } from '@halyard/core';

/** Metadata of the set of flags. */
export interface SetMetadata {
  readonly flagSetId: string;
}

/** An answer in OFREP: a success, or a failure with an error code of OpenFeature. `set`: metadata of all flags. */
export function ofrepAnswer(evaluation: Evaluation, set?: SetMetadata): object {
  const { flag, value, variant, reason, errorCode, errorMessage } = evaluation;
  if (errorCode !== undefined) return { key: flag, errorCode, errorDetails: errorMessage };
  const metadata = metadataOf(evaluation, set);
  return {
    key: flag,
    // OFREP has no null. Without a value, the caller uses its own default.
    ...(value === null ? {} : { value }),
    // An override gives the same value to everyone. OpenFeature calls this static.
    reason: reason === 'OVERRIDE' ? 'STATIC' : reason,
    ...(variant === undefined ? {} : { variant }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** The status of the answer for a single flag. */
export function ofrepStatus({ errorCode }: Evaluation): number {
  if (errorCode === undefined) return 200;
  if (errorCode === 'FLAG_NOT_FOUND') return 404;
  return errorCode === 'PROVIDER_NOT_READY' ? 500 : 400;
}

/** OpenFeature's metadata is flat, so nested values are left out. */
function metadataOf({ metadata }: Evaluation, set: SetMetadata | undefined): object | undefined {
  if (metadata === undefined) return set;
  const flat = Object.entries(metadata).filter(([, value]) =>
    ['boolean', 'string', 'number'].includes(typeof value),
  );
  return { ...set, ...Object.fromEntries(flat) };
}
