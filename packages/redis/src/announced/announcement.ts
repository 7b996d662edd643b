import { createHash, timingSafeEqual } from 'node:crypto';
import type { MessageHeader } from './judge-message.js';

/** A change of one flag: its name, and its text or `false`. */
export type AnnouncedChange = readonly [name: string, text: string | false];

/** A message with a valid tag. */
export interface Announcement extends MessageHeader {
  /** When it was announced, in milliseconds of server time. */
  readonly at: number;
  readonly changes: readonly AnnouncedChange[];
  /** The epoch that begins with this message. */
  readonly next: number | undefined;
  /** How many replicas a message without texts was sent to. */
  readonly listeners: number;
}

const TAG_LENGTH = 40;

/** Reads a published message: a tag and the payload. `undefined` for one that was not made with the secret. */
export function readMessage(message: Buffer, secret: string): Announcement | undefined {
  return readAnnouncement(message.subarray(TAG_LENGTH), message.toString('latin1', 0, TAG_LENGTH), secret);
}

/** Reads an entry of the change log, which has tag and payload in two fields. */
export function readEntry(fields: readonly Buffer[], secret: string): Announcement | undefined {
  const [, payload, , tag] = fields;
  if (payload === undefined || tag === undefined) return undefined;
  return readAnnouncement(payload, tag.toString('latin1'), secret);
}

function readAnnouncement(payload: Buffer, tag: string, secret: string): Announcement | undefined {
  if (!isSame(tag, sign(payload, secret))) return undefined;
  // The secret vouches for what is inside.
  const message = JSON.parse(payload.toString()) as Readonly<Record<string, unknown>>;
  const changes = message['changes'] as readonly AnnouncedChange[] | undefined;
  const next = message['next'] as string | undefined;
  return {
    epoch: Number(message['epoch']),
    number: Number(message['number']),
    previous: String(message['previous']),
    // A message without texts names the tag of the one in the log.
    tag: (message['tag'] as string | undefined) ?? tag,
    hasTexts: changes !== undefined || next !== undefined,
    at: Number(message['at']),
    changes: changes ?? [],
    next: next === undefined ? undefined : Number(next),
    listeners: Number(message['listeners'] ?? 0),
  };
}

/** The tag that the scripts make too. Hashing twice keeps a longer payload from being made out of a known tag. */
export function sign(payload: Buffer | string, secret: string): string {
  return sha1(secret + sha1(secret, payload));
}

function sha1(...parts: readonly (Buffer | string)[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
