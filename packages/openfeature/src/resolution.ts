import type { Evaluation } from '@halyard/core';
import type { ErrorCode, FlagMetadata, FlagValue, ResolutionDetails } from '@openfeature/server-sdk';
import { flatMetadata } from './flag-metadata.js';

/** The type that a resolver was asked for, as `typeof` names it. A list counts as an object. */
export type ResolvedType = 'boolean' | 'string' | 'number' | 'object';

/** An answer in OpenFeature's form. Reasons and error codes keep their names. `set`: the metadata of all flags. */
export function resolutionOf<Value extends FlagValue>(
  evaluation: Evaluation<unknown>,
  type: ResolvedType,
  fallback: Value,
  version: string | undefined,
  set: FlagMetadata,
): ResolutionDetails<Value> {
  const { value, variant, reason, errorCode, errorMessage, metadata } = evaluation;
  if (errorCode !== undefined) return failed(fallback, errorCode, errorMessage, set);
  // The fallback has this type too, unless the caller's compiler was not asked.
  if (typeof value !== type) {
    return failed(fallback, 'TYPE_MISMATCH', `the value is not of the type ${type}`, set);
  }
  return {
    value: value as Value,
    reason,
    ...(variant === undefined ? {} : { variant }),
    flagMetadata: {
      ...set,
      ...(version === undefined ? {} : { version }),
      ...(metadata === undefined ? {} : flatMetadata(metadata)),
    },
  };
}

function failed<Value extends FlagValue>(
  value: Value,
  errorCode: string,
  errorMessage: string | undefined,
  flagMetadata: FlagMetadata,
): ResolutionDetails<Value> {
  return {
    value,
    reason: 'ERROR',
    errorCode: errorCode as ErrorCode,
    ...(errorMessage === undefined ? {} : { errorMessage }),
    flagMetadata,
  };
}
