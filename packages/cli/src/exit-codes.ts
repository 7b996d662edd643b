/** How a command ends, for scripts. These numbers never change their meaning. */
export const EXIT = {
  /** It did what was asked. */
  ok: 0,
  /** Something went wrong that has no number of its own. */
  failed: 1,
  /** The command line can't be understood, or does not say where the flags are. */
  usage: 2,
  /** There is no such flag, or no such change in the history. */
  notFound: 3,
  /** A name, a definition or a file is invalid. Nothing was stored. */
  invalid: 4,
  /** Somebody else changed the flag meanwhile. Nothing was stored. */
  conflict: 5,
  /** The flags can't be read or written: Redis is unreachable, a file is broken or locked. Nothing was stored. */
  unavailable: 6,
  /** The store did not confirm a write in time: it may or may not have happened. */
  unknownOutcome: 7,
  /** The command needs a yes, and got none. Nothing was stored. */
  notConfirmed: 8,
  /** `stale --exit-code` found something. */
  found: 9,
} as const;

/** One of the numbers in {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
