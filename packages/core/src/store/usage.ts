/** A flag that one process evaluated since its last report. */
export interface FlagUse {
  /** The flag's stored name. */
  readonly name: string;
  /** How often it was evaluated since the last report. */
  readonly count: number;
  /** Whether this is the first report of the flag by this process in the present hour, so that each process counts once. */
  readonly isFirst: boolean;
}

/** How all processes that report used a flag. */
export interface FlagUsage {
  /**
   * When the last report of the flag came, in milliseconds since the epoch. The use was before it, by at most the time between two
   * reports of a process.
   */
  readonly lastUsed: number;
  /** About how often it was evaluated in the last hour. */
  readonly evaluations: number;
  /** How many processes evaluated it in the last hour. */
  readonly processes: number;
}

/** The use of all flags by all processes that report. */
export interface FleetUsage {
  /** When the first report came, in milliseconds since the epoch: earlier use is unknown. Absent before it. */
  readonly since?: number;
  /** The layer of a composite that keeps it: the use of flags that other layers answer for is unknown. @default the only one */
  readonly layer?: string;
  /** By stored name. A flag that was never reported is absent. */
  readonly flags: ReadonlyMap<string, FlagUsage>;
}

/** Where processes report what they use. It keeps sums by flag: neither users nor processes can be told from them. */
export interface UsageLog {
  /** Adds what one process used. Rejects with `STORE_FAILED` when it can't be stored. */
  report(uses: readonly FlagUse[]): Promise<void>;
  /** Reads what all processes reported. Rejects with `STORE_FAILED` when it can't be read. */
  read(): Promise<FleetUsage>;
}
