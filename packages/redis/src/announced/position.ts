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

/**
 * Whether the shadow that a command `found` is another than the one that is followed, as after a failover: another epoch,
 * another message under the same number, or fewer messages. `sent` is the position when the command was sent and `position`
 * the one when its reply came: a message can overtake the reply, so that only a number below `sent` is too low.
 */
export function isOtherShadow(sent: Position, position: Position, found: Position): boolean {
  if (found.epoch !== position.epoch || found.number < sent.number) return true;
  return [sent, position].some(({ number, head }) => found.number === number && found.head !== head);
}
