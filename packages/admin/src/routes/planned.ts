import type { PlannedChange, PlannedUpdate } from '@halyard/core';
import { check } from '@halyard/core/store';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { readMembers } from '../http/members.js';
import { Problem } from '../http/problem.js';
import { type Route, route } from '../http/route.js';
import { object, ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { flagName, notFound } from './flag-name.js';
import { authorOf, comment, WRITE_ANSWERS } from './write-options.js';

/** Lists, makes and cancels planned changes. */
export function plannedRoutes(service: AdminService): Route[] {
  return [readPlanned(service), planChange(service), cancelPlanned(service)];
}

function readPlanned({ flags }: AdminService): Route {
  return route({
    method: 'GET',
    path: '/api/v1/planned',
    permission: 'read',
    id: 'readPlanned',
    summary: 'The changes that are planned, the next one first.',
    answers: {
      200: {
        description: 'The planned changes.',
        schema: object({ items: { type: 'array', items: ref('PlannedChange') } }),
      },
    },
    handle: () => jsonAnswer({ items: flags.planned().map(plannedRecord) }),
  });
}

function planChange({ flags }: AdminService): Route {
  return route({
    method: 'POST',
    path: '/api/v1/flags/{name}/planned',
    permission: 'write',
    id: 'planChange',
    summary: 'Plan a change of a flag. It is applied once, to the flag as it is then.',
    query: comment,
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The time, with an offset, and one of `set`, `enabled` and `rollout`.',
      schema: {
        type: 'object',
        properties: {
          at: { type: 'string', examples: ['2026-12-01T08:00:00+01:00'] },
          set: ref('FlagSource'),
          enabled: { type: 'boolean' },
          rollout: ref('Rollout'),
        },
        required: ['at'],
        additionalProperties: false,
      },
    },
    answers: {
      201: { description: 'The planned change.', schema: ref('PlannedChange') },
      409: WRITE_ANSWERS[409],
      422: WRITE_ANSWERS[422],
      501: WRITE_ANSWERS[501],
      502: WRITE_ANSWERS[502],
      504: WRITE_ANSWERS[504],
    },
    async handle({ path, body, query, access }) {
      const name = flagName(path);
      const { at, ...change } = readMembers(body, {
        at: { check: check.string, required: true },
        set: { check: check.any },
        enabled: { check: check.boolean },
        rollout: { check: check.any },
      });
      if (Object.keys(change).length !== 1) {
        throw new Problem(400, 'BAD_BODY', 'the body must have one of "set", "enabled" and "rollout"');
      }
      const author = authorOf(access, query.comment);
      const planned = await flags.plan(name, change as PlannedUpdate, { at: at as string, ...author });
      return jsonAnswer(plannedRecord(planned), { status: 201 });
    },
  });
}

function cancelPlanned({ flags }: AdminService): Route {
  return route({
    method: 'DELETE',
    path: '/api/v1/planned/{id}',
    permission: 'write',
    id: 'cancelPlanned',
    summary: 'Cancel a planned change.',
    query: comment,
    answers: {
      204: { description: 'It is cancelled.' },
      404: { description: 'There is no such planned change; it may have been applied.' },
      409: WRITE_ANSWERS[409],
      501: WRITE_ANSWERS[501],
      502: WRITE_ANSWERS[502],
      504: WRITE_ANSWERS[504],
    },
    async handle({ path, query, access }) {
      const id = path['id'] ?? '';
      if (await flags.cancelPlanned(id, authorOf(access, query.comment)))
        return new Response(null, { status: 204 });
      throw notFound('planned change', id);
    },
  });
}

/** Without a time, for one that can't be read. */
function plannedRecord({ at, ...rest }: PlannedChange): object {
  return { ...rest, at: Number.isNaN(at) ? null : new Date(at).toISOString() };
}
