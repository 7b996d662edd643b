/** What each error code of an evaluation means: OpenFeature's codes. The keys are all codes. */
export const EVALUATION_ERRORS = {
  FLAG_NOT_FOUND: 'no backend has the flag',
  PROVIDER_NOT_READY: 'no backend has the flag, and the flags were not loaded yet',
  PARSE_ERROR: 'the definition is invalid, and no earlier one is known',
  INVALID_CONTEXT: 'the context cannot be used',
  TYPE_MISMATCH: 'the value has another type than the fallback',
  TARGETING_KEY_MISSING: 'Halyard never returns it: a rollout without a key does not match',
  GENERAL: 'Halyard never returns it',
} as const;

/** OpenFeature's error codes. */
export type ErrorCode = keyof typeof EVALUATION_ERRORS;
