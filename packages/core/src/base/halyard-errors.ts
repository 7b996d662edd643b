/** What each code of a `HalyardError` means. The keys are all codes. */
export const HALYARD_ERRORS = {
  INVALID_OPTION: 'an option or an argument is wrong',
  INVALID_NAME: 'the name of a flag is not allowed',
  INVALID_DEFINITION: 'a flag is invalid, and was not stored',
  INVALID_CONTEXT: 'the context cannot be used',
  READ_ONLY: 'the backend takes no writes',
  CONFLICT: 'the flag was changed in the meantime; nothing was stored',
  UNKNOWN_OUTCOME: 'a write was not confirmed in time: it may or may not be stored',
  STORE_FAILED: 'the store failed: what the message names was not stored',
  NOT_READY: 'the flags were never loaded',
  CLOSED: 'the backend is closed',
  NO_FLAGS: 'the code was not given the flags of a request',
} as const;

/** The code of a `HalyardError`, for code to branch on. */
export type HalyardErrorCode = keyof typeof HALYARD_ERRORS;
