import {
  type BulkUpdate,
  FlagConflictError,
  type FlagDefinition,
  type FlagSource,
  isPartialWriteError,
} from '@halyard/core';
import { check, type OptionCheck } from '@halyard/core/store';
import type { Access } from '../access/access.js';
import { errorProblem } from '../http/error-problem.js';
import { IMPORT_LIMIT } from '../http/limits.js';
import { type Member, readMembers } from '../http/members.js';
import { Problem } from '../http/problem.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { authorOf, WRITE_ANSWERS } from './write-options.js';

/** Writes several flags at once: texts exactly as they are given, for another Halyard that follows this one, or definitions. */
export function changesRoute({ flags }: AdminService): Route {
  return route({
    method: 'POST',
    path: '/api/v1/changes',
    permission: 'write',
    id: 'changeFlags',
    summary:
      'Store and remove several flags by one write of the store: all of them, or none where the store can.',
    body: {
      types: ['application/json'],
      limit: IMPORT_LIMIT,
      required: true,
      description: 'The changes, of different flags, and their author.',
      schema: ref('FlagChanges'),
    },
    answers: {
      204: { description: 'All changes are stored.' },
      409: { description: 'A flag has another text than expected; nothing is stored.' },
      422: WRITE_ANSWERS[422],
      501: WRITE_ANSWERS[501],
      502: { description: 'The store failed; `notStored` names the flags that were not stored.' },
      504: WRITE_ANSWERS[504],
    },
    async handle({ body, access }) {
      const { changes, actor, comment } = readMembers(body, MEMBERS);
      const author = authorOf(onBehalf(access, actor as string | undefined), comment as string | undefined);
      await flags.setMany(updatesOf(changes as readonly unknown[]), author).catch(refusePartial);
      return new Response(null, { status: 204 });
    },
  });
}

const list: OptionCheck = (value) => (Array.isArray(value) ? undefined : 'a list');
const textOrNull: OptionCheck = (value) =>
  value === null || typeof value === 'string' ? undefined : 'a text or null';
const line =
  (most: number): OptionCheck =>
  (value) =>
    typeof value === 'string' && value.length <= most && !/\p{Cc}/u.test(value)
      ? undefined
      : `a text of at most ${most} characters without control characters`;

const MEMBERS = {
  changes: { check: list, required: true },
  actor: { check: line(256) },
  comment: { check: line(1000) },
} as const satisfies Readonly<Record<string, Member>>;

const CHANGE = {
  name: { check: check.string, required: true },
  text: { check: textOrNull },
  definition: { check: check.object },
  ifText: { check: textOrNull },
} as const satisfies Readonly<Record<string, Member>>;

function updatesOf(changes: readonly unknown[]): Map<string, BulkUpdate> {
  const updates = new Map<string, BulkUpdate>();
  for (const each of changes) {
    const { name, text, definition, ifText } = readMembers(each, CHANGE) as {
      readonly name: string;
      readonly text?: string | null;
      readonly definition?: FlagDefinition;
      readonly ifText?: string | null;
    };
    const source = text === undefined ? definition : text;
    if (source === undefined || (text !== undefined && definition !== undefined)) {
      const sentence = `the body: the change of flag ${JSON.stringify(name)} must have "text" or "definition"`;
      throw new Problem(400, 'BAD_BODY', sentence);
    }
    if (updates.has(name)) {
      throw new Problem(400, 'BAD_BODY', `the body: flag ${JSON.stringify(name)} is changed twice`);
    }
    updates.set(name, ifText === undefined ? source : expecting(name, ifText, source));
  }
  return updates;
}

/** Stores `source` if `ifText` is stored, valid or not. */
function expecting(name: string, ifText: string | null, source: FlagSource | null): BulkUpdate {
  return (current, invalid) => {
    const stored = invalid === undefined ? (current?.text ?? null) : invalid.text;
    if (stored !== ifText) throw new FlagConflictError(name, current);
    return source;
  };
}

/** The history names both: the caller is known, and the author is only what the caller says. */
function onBehalf(access: Access, actor: string | undefined): Access {
  if (actor === undefined || actor === '' || actor === access.actor) return access;
  return { ...access, actor: `${actor} (${access.actor})` };
}

function refusePartial(error: unknown): never {
  if (!isPartialWriteError(error)) throw error;
  const { status, code, message } = errorProblem(error);
  throw new Problem(status, code, message, { members: { notStored: error.notStored } });
}
