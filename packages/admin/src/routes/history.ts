import type { HistoryEntry } from '@halyard/core';
import { check } from '@halyard/core/store';
import { storedFlag } from '../flags/stored.js';
import { changeSummary } from '../history/change-summary.js';
import { findChange, restore } from '../flags/undo.js';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { readMembers } from '../http/members.js';
import { Problem } from '../http/problem.js';
import { numberParameter, textParameter } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { ETAG, flagAnswer } from './flag-answer.js';
import { flagName, segmentName } from './flag-name.js';
import { segmentAnswer } from './segment-answer.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

const PAGE = 100;

const paging = {
  limit: numberParameter(`The maximum number of changes. Default: ${PAGE}.`, 1, 1000),
  before: textParameter('Only changes older than the one with this id, for the next page.'),
} as const;

const NO_HISTORY = { description: 'The backend keeps no history.' };
const HISTORY = { description: 'The changes, newest first.', schema: ref('History') };

/** A resource with a history: its name, and its answer. */
interface HistoryResource {
  readonly what: 'flag' | 'segment';
  readonly schema: 'Flag' | 'Segment';
  /** The stored name, from a path. */
  readonly nameOf: (path: Readonly<Record<string, string>>) => string;
  readonly answer: (service: AdminService, name: string) => Response;
}

const FLAG: HistoryResource = { what: 'flag', schema: 'Flag', nameOf: flagName, answer: flagAnswer };
const SEGMENT: HistoryResource = {
  what: 'segment',
  schema: 'Segment',
  nameOf: segmentName,
  answer: segmentAnswer,
};

/** The history of changes, and undo. */
export function historyRoutes(service: AdminService): Route[] {
  return [
    wholeHistory(service),
    ...[FLAG, SEGMENT].flatMap((kept) => [historyOf(service, kept), undo(service, kept)]),
  ];
}

function wholeHistory({ flags }: AdminService): Route {
  return route({
    method: 'GET',
    path: '/api/v1/history',
    permission: 'read',
    id: 'readHistory',
    summary: 'The changes of all flags and segments, newest first.',
    query: paging,
    answers: { 200: HISTORY, 501: NO_HISTORY, 502: WRITE_ANSWERS[502] },
    async handle({ query: { limit = PAGE, ...query } }) {
      return historyAnswer(await flags.history({ ...query, limit }), limit);
    },
  });
}

function historyOf({ flags }: AdminService, { what, schema, nameOf }: HistoryResource): Route {
  return route({
    method: 'GET',
    path: `/api/v1/${what}s/{name}/history`,
    permission: 'read',
    id: `read${schema}History`,
    summary: `The changes of a ${what}, newest first. A deleted ${what} has a history too.`,
    query: paging,
    answers: { 200: HISTORY, 501: NO_HISTORY, 502: WRITE_ANSWERS[502] },
    async handle({ path, query: { limit = PAGE, ...query } }) {
      return historyAnswer(await flags.history({ ...query, limit, name: nameOf(path) }), limit);
    },
  });
}

function undo(service: AdminService, { what, schema, nameOf, answer }: HistoryResource): Route {
  const { flags } = service;
  return route({
    method: 'POST',
    path: `/api/v1/${what}s/{name}/undo`,
    permission: 'write',
    id: `undo${schema}`,
    summary: `Restore the version of a ${what} before a change, or after it.`,
    query: comment,
    headers: PRECONDITIONS,
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: false,
      description:
        'The id of the change (default: the newest), and whether to restore the version `before` it (default) or `after` it.',
      schema: {
        type: 'object',
        properties: { change: { type: 'string' }, to: { enum: ['before', 'after'] } },
        additionalProperties: false,
      },
    },
    answers: {
      ...WRITE_ANSWERS,
      200: { description: `The current ${what}.`, schema: ref(schema), headers: ETAG },
      204: { description: `The ${what} was deleted.` },
      404: { description: 'The change does not exist.' },
    },
    async handle(call) {
      const name = nameOf(call.path);
      const { change, to = 'before' } = readMembers(call.body ?? {}, {
        change: { check: check.string },
        to: { check: check.oneOf('before', 'after') },
      });
      const options = writeOptions(call, name, storedFlag(flags, name));
      const entry = await findChange(flags, name, change as string | undefined);
      if (entry === 'no history') throw noHistory();
      if (entry === undefined) throw noChange(name, change as string | undefined);
      await restore(flags, entry, to as 'before' | 'after', options);
      const isThere = (to === 'before' ? entry.before : entry.after) !== null;
      return isThere ? answer(service, name) : new Response(null, { status: 204 });
    },
  });
}

function historyAnswer(items: readonly HistoryEntry[] | undefined, limit: number): Response {
  if (items === undefined) throw noHistory();
  const described = items.map((entry) => ({ ...entry, summary: changeSummary(entry) }));
  return jsonAnswer({ items: described, ...(items.length === limit ? { next: items.at(-1)!.id } : {}) });
}

function noHistory(): Problem {
  return new Problem(501, 'NO_HISTORY', 'this backend keeps no history');
}

function noChange(name: string, id: string | undefined): Problem {
  const which = id === undefined ? 'no change' : `no change ${JSON.stringify(id)}`;
  return new Problem(404, 'NOT_FOUND', `${JSON.stringify(name)} has ${which}`);
}
