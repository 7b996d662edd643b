import type { Position } from './position.js';

/** What the announcing script replies. */
export interface AnnouncementReply {
  /** A text was no longer the one that was read. Then nothing was announced, or at the last attempt what the hash holds. */
  readonly outdated: boolean;
  readonly epoch: number;
  /** The shadow's number after the announcement. */
  readonly number: number;
}

/**
 * What a watcher does next:
 * - `done`: memory has what was announced;
 * - `wait`: the messages up to the reply's number are on their way; ask again after each;
 * - `read`: the hash may have changed since; do another watch read;
 * - `reset`: the shadow is not what its messages say, so it must be made anew from the hash.
 */
export type NextStep = 'done' | 'wait' | 'read' | 'reset';

/** The announcement that may no longer be refused: under a steady load of writes, every read is outdated. */
const LAST_ATTEMPT = 3;

/** Whether to announce what the hash holds, and not what was read. `attempt` is 1 for the first announcement. */
export function announcesAsFound(attempt: number): boolean {
  return attempt >= LAST_ATTEMPT;
}

/**
 * Decides what follows an announcement. `differs`: memory still has another text than the one that was announced for one of
 * its names.
 *
 * At exactly the reply's number, memory and the announced texts agree if the shadow is sound: the script made sure that
 * hash and shadow have the same text, and the watcher followed the shadow up to there. Later than that, a newer message may
 * have changed the text.
 */
export function afterAnnouncement(position: Position, reply: AnnouncementReply, differs: boolean): NextStep {
  if (reply.outdated) return 'read';
  if (reply.epoch !== position.epoch || reply.number > position.number) return 'wait';
  if (!differs) return 'done';
  return reply.number === position.number ? 'reset' : 'read';
}
