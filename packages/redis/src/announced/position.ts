/** How far a replica has followed the shadow, or how far the shadow has come. */
export interface Position {
  /**
   * Which numbering this is: the server time in microseconds of its beginning. A new one is greater than the one that it
   * replaces.
   */
  readonly epoch: number;
  /** How many messages this epoch has had. */
  readonly number: number;
  /** The tag of the last message. It tells two histories apart that have the same numbers, as after a failover. */
  readonly head: string;
}

export function isSamePosition(a: Position, b: Position): boolean {
  return a.epoch === b.epoch && a.number === b.number && a.head === b.head;
}
