import type { Evaluation } from '@halyard/core';

/** An answer as OFREP has it: a success, or a failure with one of OpenFeature's error codes. */
export function ofrepAnswer(evaluation: Evaluation): object {
  const { flag, value, variant, reason, errorCode, errorMessage } = evaluation;
  if (errorCode !== undefined) return { key: flag, errorCode, errorDetails: errorMessage };
  const metadata = metadataOf(evaluation);
  return {
    key: flag,
    // OFREP has no null: without a value, the caller's own default counts.
    ...(value === null ? {} : { value }),
    // An override gives the same to everyone, which is what OpenFeature calls static.
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

/** OpenFeature's metadata is flat: anything nested is left out. */
function metadataOf({ metadata }: Evaluation): object | undefined {
  if (metadata === undefined) return undefined;
  const flat = Object.entries(metadata).filter(([, value]) =>
    ['boolean', 'string', 'number'].includes(typeof value),
  );
  return Object.fromEntries(flat);
}
