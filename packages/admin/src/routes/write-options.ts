import type { Flag, WriteOptions } from '@halyard/core';
import type { Access } from '../access/access.js';
import { expectedVersion } from '../http/conditional.js';
import { textParameter } from '../http/query.js';
import type { AnswerNote, Call } from '../http/route.js';

/** The query parameter of every write. */
export const comment = { comment: textParameter('Why, for the history.', 1000) } as const;

/** The request headers of a write of one flag. */
export const PRECONDITIONS: Readonly<Record<string, string>> = {
  'If-Match': 'Write only if the flag still has the version of this ETag; `*`: only if it exists.',
  'If-None-Match': '`*`: write only if there is none yet.',
};

/** The answers of a write of one flag, besides its success. */
export const WRITE_ANSWERS = {
  409: { description: 'Others keep changing it at the same time.' },
  412: { description: 'It is no longer what the precondition says; `current` is what it is.' },
  422: { description: 'The definition is not valid: where and why.' },
  501: { description: 'The backend is read-only.' },
  502: { description: 'The store failed.' },
  504: { description: 'The store did not confirm in time: it may or may not be written.' },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** Who writes, why and on what condition. */
export function writeOptions(
  { request, access, query }: Call<typeof comment>,
  name: string,
  current: Flag | undefined,
): WriteOptions {
  return { ...authorOf(access, query.comment), ...expectedVersion(request.headers, name, current) };
}

/** Who writes and why. */
export function authorOf({ actor }: Access, why: string | undefined): { actor: string; comment?: string } {
  return why === undefined || why === '' ? { actor } : { actor, comment: why };
}
