import type { Position } from './position.js';

/** What decides whether a message, published or logged, continues a position. */
export interface MessageHeader {
  readonly epoch: number;
  readonly number: number;
  /** The head that the message continues: the tag of the message before it. */
  readonly previous: string;
  /** The message's own tag, which has been verified. */
  readonly tag: string;
  /** Whether the message brings the texts. One that is too large to publish does not. */
  readonly hasTexts: boolean;
}

/**
 * What to do with a message:
 * - `apply`: it is the next one;
 * - `known`: it is applied already, or repeated, so ignore it;
 * - `gap`: fill from the log what is missing up to this number;
 * - `doubt`: this server does not send such a message at this position; ignore it and bring the next poll forward, once an
 *   interval, as after an invalid tag;
 * - `restart`: end the connection and start a new one, which reads everything.
 */
export type Verdict = 'apply' | 'known' | 'gap' | 'doubt' | 'restart';

/** A larger gap costs more to fill than to read everything. */
export const MAX_GAP = 1000;

/**
 * Judges a message with a valid tag. A recorded message that is published again has one too: an earlier epoch or a lower
 * number must therefore never cause more than a poll.
 */
export function judge(position: Position | undefined, message: MessageHeader): Verdict {
  if (position === undefined) return 'restart';
  if (message.epoch !== position.epoch) return message.epoch > position.epoch ? 'restart' : 'doubt';
  const ahead = message.number - position.number;
  if (ahead < 0) return 'known';
  if (ahead === 0) return message.tag === position.head ? 'known' : 'doubt';
  if (ahead > MAX_GAP) return 'restart';
  if (ahead > 1) return 'gap';
  if (message.previous !== position.head) return 'restart';
  return message.hasTexts ? 'apply' : 'gap';
}

/**
 * What to do once the log was read for the message with this number: `done`, or `restart` if the log lacks an entry, as
 * after it was deleted or trimmed.
 */
export function afterFilling(position: Position, wanted: number): 'done' | 'restart' {
  return position.number >= wanted ? 'done' : 'restart';
}
