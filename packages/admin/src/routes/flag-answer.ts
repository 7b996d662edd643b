import type { FlagRecord } from '../flags/flag-record.js';
import { REVALIDATED, versionTag } from '../http/conditional.js';
import { jsonAnswer } from '../http/json-answer.js';
import type { AnswerNote } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { notFound } from './flag-name.js';

/** The header that a write insists on later. */
export const ETAG = { ETag: 'The version, for `If-Match`.' } as const satisfies AnswerNote['headers'];

/** The answers of an operation that gives the flag as it is then. */
export const FLAG_ANSWERS = {
  200: { description: 'The flag as it is now.', schema: ref('Flag'), headers: ETAG },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** The answers of an operation that may also make the flag. */
export const MADE_ANSWERS = {
  ...FLAG_ANSWERS,
  201: { description: 'The flag was made.', schema: ref('Flag'), headers: ETAG },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** The answers of an operation that switches a flag, and may make it. */
export const SWITCHED_ANSWERS = {
  200: { ...MADE_ANSWERS[200], schema: ref('SwitchedFlag') },
  201: { ...MADE_ANSWERS[201], schema: ref('SwitchedFlag') },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** The flag of this name as it is now, with its ETag. Throws the 404. */
export function flagAnswer({ records }: AdminService, name: string, status = 200): Response {
  const record = records.find(name);
  if (record === undefined) throw notFound('flag', name);
  return recordAnswer(record, status);
}

/** A flag that is there, with its ETag. */
export function recordAnswer(record: FlagRecord, status = 200): Response {
  const headers = {
    ...REVALIDATED,
    ...(record.version === null ? {} : { ETag: versionTag(record.version) }),
  };
  return jsonAnswer(record, { status, headers });
}
