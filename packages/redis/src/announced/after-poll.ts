import { type Position, isOtherShadow } from './position.js';

/** What a poll found. */
export interface PollReply {
  /** Where the shadow is; `undefined` if its helper key is gone. */
  readonly position: Position | undefined;
  /** How many flags hash and shadow have; `undefined` if the key has the wrong type or may not be read. */
  readonly hashLength: number | undefined;
  readonly shadowLength: number | undefined;
}

/**
 * What a replica does next:
 * - `none`;
 * - `stale`: keep the flags and say that they may be old;
 * - `fill`: read the messages up to the reply's number from the log;
 * - `compare`: do a watch read;
 * - `restart`: end the connection and start a new one, which reads everything.
 */
export type PollOutcome = 'none' | 'stale' | 'fill' | 'compare' | 'restart';

/** Decides what follows a poll that was sent at one position and whose reply came at another. */
export function afterPoll(sent: Position, position: Position, reply: PollReply): PollOutcome {
  if (reply.hashLength === undefined) return 'stale';
  const found = reply.position;
  if (found === undefined || isOtherShadow(sent, position, found)) return 'restart';
  if (found.number > position.number) return 'fill';
  return reply.hashLength === reply.shadowLength ? 'none' : 'compare';
}
