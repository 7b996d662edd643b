import type { Flag, WriteOptions } from '@halyard/core';
import type { Access } from '../access/access.js';
import { expectedVersion } from '../http/conditional.js';
import { textParameter } from '../http/query.js';
import type { AnswerNote, Call } from '../http/route.js';

/** The query parameter of every write. */
export const comment = { comment: textParameter('The reason, for the history.', 1000) } as const;

/** The request headers of a write of one flag. */
export const PRECONDITIONS: Readonly<Record<string, string>> = {
  'If-Match': 'Write only if the flag still has this version; `*`: only if it exists.',
  'If-None-Match': '`*`: write only if it does not exist.',
};

/** The answers of a write of one flag, besides its success. */
export const WRITE_ANSWERS = {
  409: { description: 'Other users keep changing it at the same time.' },
  412: { description: 'The precondition failed; `current` is the stored state.' },
  422: { description: 'The definition is invalid; `detail` says where and why.' },
  501: { description: 'The backend is read-only.' },
  502: { description: 'The store failed.' },
  504: { description: 'The store did not confirm in time: the change may or may not be stored.' },
} as const satisfies Readonly<Record<number, AnswerNote>>;

/** The author, the reason and the condition of a write. */
export function writeOptions(
  { request, access, query }: Call<typeof comment>,
  name: string,
  current: Flag | undefined,
): WriteOptions {
  return { ...authorOf(access, query.comment), ...expectedVersion(request.headers, name, current) };
}

/** The author and the reason of a write. */
export function authorOf({ actor }: Access, why: string | undefined): { actor: string; comment?: string } {
  return why === undefined || why === '' ? { actor } : { actor, comment: why };
}
