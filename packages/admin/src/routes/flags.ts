import type { FlagSource, JsonValue } from '@halyard/core';
import { selectFlags } from '../flags/flag-query.js';
import { FLAG_STATES } from '../flags/flag-state.js';
import { mergePatch } from '../flags/merge-patch.js';
import { refuseUnknown } from '../flags/refuse-unknown.js';
import { storedFlag } from '../flags/stored.js';
import { VisibleRecords } from '../flags/visible-records.js';
import { isCurrent, REVALIDATED } from '../http/conditional.js';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { booleanParameter, choiceParameter, numberParameter, textParameter } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { FLAG_ANSWERS, flagAnswer, MADE_ANSWERS, recordAnswer } from './flag-answer.js';
import { flagName, notFound } from './flag-name.js';
import { removeRoute } from './remove-route.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

const PAGE = 100;
const PATH = '/api/v1/flags/{name}';

/** Lists, reads, creates, replaces, changes and deletes flags. */
export function flagRoutes(service: AdminService): Route[] {
  return [listFlags(service), readFlag(service), putFlag(service), patchFlag(service), deleteFlag(service)];
}

function listFlags({ flags, records, events, usage }: AdminService): Route {
  return route({
    method: 'GET',
    path: '/api/v1/flags',
    permission: 'read',
    forLimited: true,
    id: 'listFlags',
    summary: "List the flags by name, those that can't be used included.",
    query: {
      search: textParameter('Words that must all be in the name, the description, the owner or the tags.'),
      tag: textParameter('Only flags with this tag.'),
      owner: textParameter('Only flags of this owner.'),
      state: choiceParameter('Only flags in this state.', ...FLAG_STATES),
      stale: booleanParameter('`true`: only stale flags. `false`: only flags that are not stale.'),
      invalid: booleanParameter(
        '`true`: only flags whose stored text has a problem. `false`: only the others.',
      ),
      limit: numberParameter(`The maximum number of flags. Default: ${PAGE}.`, 1, 1000),
      after: textParameter('Only flags whose name comes after this one, for the next page.', 512),
    },
    answers: { 200: { description: 'The flags.', schema: ref('FlagList') } },
    async handle({ query: { limit = PAGE, after = '', ...query }, access }) {
      await usage.refresh();
      const lastEventId = events.of(access.flags).lastId;
      const visible = new VisibleRecords(flags, records, access.flags);
      const found = selectFlags(visible.all(), query);
      const rest = found.filter(({ name }) => name > after);
      const items = rest.slice(0, limit);
      const next = rest.length > limit ? { next: items.at(-1)!.name } : {};
      return jsonAnswer({ items, total: found.length, ...next, lastEventId });
    },
  });
}

function readFlag(service: AdminService): Route {
  return route({
    method: 'GET',
    path: PATH,
    permission: 'read',
    forLimited: true,
    id: 'readFlag',
    summary: 'Read a flag.',
    headers: { 'If-None-Match': 'The ETag that the caller has.' },
    answers: {
      200: {
        description: 'The flag.',
        schema: ref('Flag'),
        optionalHeaders: { ETag: 'The version, for `If-Match`; absent if the stored text is not usable.' },
      },
      304: { description: 'Not modified.' },
      404: { description: 'The flag does not exist.' },
    },
    async handle({ path, request, access }) {
      const name = flagName(path);
      await service.usage.refresh();
      const record = new VisibleRecords(service.flags, service.records, access.flags).find(name);
      if (record === undefined) throw notFound('flag', name);
      const answer = recordAnswer(record);
      const tag = answer.headers.get('etag');
      return tag !== null && isCurrent(request.headers, tag)
        ? new Response(null, { status: 304, headers: { ETag: tag, ...REVALIDATED } })
        : answer;
    },
  });
}

function putFlag(service: AdminService): Route {
  const { flags } = service;
  return route({
    method: 'PUT',
    path: PATH,
    permission: 'write',
    id: 'putFlag',
    summary: 'Create or replace a flag.',
    query: comment,
    headers: PRECONDITIONS,
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      // Short text is accepted too, but not documented: body parsers may refuse JSON that is not an object.
      description: 'The definition.',
      schema: ref('FlagDefinition'),
    },
    answers: { ...MADE_ANSWERS, ...WRITE_ANSWERS },
    async handle(call) {
      const name = flagName(call.path);
      const current = storedFlag(flags, name);
      await flags.set(name, call.body as FlagSource, writeOptions(call, name, current));
      return flagAnswer(service, name, current === undefined ? 201 : 200);
    },
  });
}

function patchFlag(service: AdminService): Route {
  const { flags } = service;
  return route({
    method: 'PATCH',
    path: PATH,
    permission: 'write',
    id: 'patchFlag',
    summary: "Change parts of a flag's definition, by a JSON merge patch (RFC 7396).",
    query: comment,
    headers: PRECONDITIONS,
    body: {
      types: ['application/merge-patch+json', 'application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The keys to change; null removes a key.',
      schema: { type: 'object' },
    },
    answers: { ...FLAG_ANSWERS, ...WRITE_ANSWERS, 404: { description: 'The flag does not exist.' } },
    async handle(call) {
      const name = flagName(call.path);
      await flags.set(
        name,
        (current, invalid) => {
          refuseUnknown(name, current, invalid);
          if (current === undefined) throw notFound('flag', name);
          return mergePatch(current.definition as JsonValue, call.body!) as FlagSource;
        },
        writeOptions(call, name, storedFlag(flags, name)),
      );
      return flagAnswer(service, name);
    },
  });
}

function deleteFlag(service: AdminService): Route {
  return removeRoute(service, {
    what: 'flag',
    path: PATH,
    id: 'deleteFlag',
    summary: 'Delete a flag.',
    nameOf: flagName,
    shown: (name) => name,
  });
}
