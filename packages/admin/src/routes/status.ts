import { visibleStatus } from '../flags/visible-status.js';
import { jsonAnswer } from '../http/json-answer.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';

/** The state of the backend, and the caller's permissions. */
export function statusRoutes({ flags, previews, environment }: AdminService): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/status',
      permission: 'read',
      forLimited: true,
      id: 'readStatus',
      summary: 'The state of every backend layer, and what the caller may do.',
      answers: { 200: { description: 'The status.', schema: ref('Status') } },
      handle: ({ access: { actor, read, write, flags: limit } }) =>
        jsonAnswer({
          backend: flags.describe(),
          status: visibleStatus(flags, limit),
          actor,
          read,
          write,
          // It names flags.
          ...(previews === undefined || limit !== undefined ? {} : { previews: previews.overrides.allow }),
          ...(environment === undefined ? {} : { environment }),
        }),
    }),
  ];
}
