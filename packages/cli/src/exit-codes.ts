/** The exit codes. The meaning of a number never changes. */
export const EXIT = {
  /** The command succeeded. */
  ok: 0,
  /** Any failure without a number of its own. */
  failed: 1,
  /** The command line is invalid, or does not say where the flags are. */
  usage: 2,
  /** The flag, or the change in its history, does not exist. */
  notFound: 3,
  /** A name, a definition or a file is invalid. Nothing was stored. */
  invalid: 4,
  /** Another user changed the flag at the same time. Nothing was stored. */
  conflict: 5,
  /** The flags can't be read or written: the store is unreachable, a file is broken or locked. Nothing was stored. */
  unavailable: 6,
  /** The store did not confirm a write in time: it may or may not have happened. */
  unknownOutcome: 7,
  /** The command needs a confirmation and got none. Nothing was stored. */
  notConfirmed: 8,
  /** `stale --exit-code` or `diff --exit-code` found something. */
  found: 9,
} as const;

/** One of the numbers in {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
