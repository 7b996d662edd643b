import type { Override } from '@halyard/core';
import { check } from '@halyard/core/store';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { readMembers } from '../http/members.js';
import { Problem } from '../http/problem.js';
import { type Route, route } from '../http/route.js';
import { object, text } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { flagName } from './flag-name.js';

const HOUR_SECONDS = 60 * 60;
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

const PREVIEW = object({
  token: { ...text, description: 'The value of the header or the cookie of the app.' },
  link: { ...text, description: 'Opened in a browser, it begins the preview.' },
  until: { ...text, format: 'date-time' },
});

/** Signs overrides for the requests of one tester, if the app has a route that takes them. Stores nothing. */
export function previewRoutes({ previews }: AdminService): Route[] {
  if (previews === undefined) return [];
  const { overrides, url } = previews;
  return [
    route({
      method: 'POST',
      path: '/api/v1/flags/{name}/preview',
      permission: 'write',
      id: 'previewFlag',
      summary: 'Sign an override of a flag for the requests of one tester. The flag stays as it is.',
      body: {
        types: ['application/json'],
        limit: BODY_LIMIT,
        required: true,
        description:
          'The override: on, off, the name of a variant, or a value; and for how many seconds it is good.',
        schema: {
          type: 'object',
          properties: {
            override: { anyOf: [{ type: 'boolean' }, { type: 'string' }, { type: 'object' }] },
            forSeconds: { type: 'integer', minimum: 1, maximum: WEEK_SECONDS, default: HOUR_SECONDS },
          },
          required: ['override'],
          additionalProperties: false,
        },
      },
      answers: {
        200: { description: 'The token, and a link for the tester.', schema: PREVIEW },
        400: { description: 'The override is invalid.' },
        404: { description: 'The flag can not be previewed.' },
      },
      async handle({ path, body }) {
        const name = flagName(path);
        const { override, forSeconds = HOUR_SECONDS } = readMembers(body, {
          override: { check: check.any, required: true },
          forSeconds: { check: check.integer(1, WEEK_SECONDS) },
        });
        if (!overrides.allow.includes(name)) {
          const sentence = `${name} can't be previewed: the app allows ${overrides.allow.join(', ')}`;
          throw new Problem(404, 'NOT_FOUND', sentence);
        }
        const token = await overrides.sign(new Map([[name, override as Override]]), {
          forMs: (forSeconds as number) * 1000,
        });
        const { expires = 0 } = await overrides.read(token);
        return jsonAnswer({ token, link: linkTo(url, token), until: new Date(expires).toISOString() });
      },
    }),
  ];
}

function linkTo(address: string, token: string): string {
  const url = new URL(address);
  url.searchParams.set('token', token);
  return url.href;
}
