import type { FlagRecord } from '../flags/flag-record.js';
import { REVALIDATED, versionTag } from '../http/conditional.js';
import { jsonAnswer } from '../http/json-answer.js';
import type { AnswerNote } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { notFound } from './flag-name.js';

/** The version header, for later writes. */
export const ETAG = { ETag: 'The version, for `If-Match`.' } as const satisfies AnswerNote['headers'];

/** The answers of an operation that returns the current flag. */
export const FLAG_ANSWERS = {
  200: { description: 'The current flag.', schema: ref('Flag'), headers: ETAG },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** The answers of an operation that may also create the flag. */
export const MADE_ANSWERS = {
  ...FLAG_ANSWERS,
  201: { description: 'The flag was created.', schema: ref('Flag'), headers: ETAG },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** The answers of an operation that switches a flag and may create it. */
export const SWITCHED_ANSWERS = {
  200: { ...MADE_ANSWERS[200], schema: ref('SwitchedFlag') },
  201: { ...MADE_ANSWERS[201], schema: ref('SwitchedFlag') },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** Answers with the current flag of this name and its ETag. Throws a 404 if it does not exist. */
export function flagAnswer({ records }: AdminService, name: string, status = 200): Response {
  const record = records.find(name);
  if (record === undefined) throw notFound('flag', name);
  return recordAnswer(record, status);
}

/** Answers with an existing flag and its ETag. */
export function recordAnswer(record: FlagRecord, status = 200): Response {
  const headers = {
    ...REVALIDATED,
    ...(record.version === null ? {} : { ETag: versionTag(record.version) }),
  };
  return jsonAnswer(record, { status, headers });
}
