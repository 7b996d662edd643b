import type { FlagUse } from '@halyard/core';
import { check, type OptionCheck } from '@halyard/core/store';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { type Member, readMembers } from '../http/members.js';
import { Problem } from '../http/problem.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { WRITE_ANSWERS } from './write-options.js';

const PATH = '/api/v1/usage';

/** Reads which flags all processes use, and takes the reports of processes that follow this Halyard. */
export function usageRoutes(service: AdminService): Route[] {
  return [readUsage(service), reportUsage(service)];
}

function readUsage({ flags }: AdminService): Route {
  return route({
    method: 'GET',
    path: PATH,
    permission: 'read',
    id: 'readUsage',
    summary: 'Which flags all processes use, by what they reported.',
    answers: {
      200: { description: 'The use of each flag that was used.', schema: ref('Usage') },
      501: { description: 'The backend does not keep the use of flags.' },
      502: WRITE_ANSWERS[502],
    },
    async handle() {
      const usage = await flags.usage();
      if (usage === undefined) {
        throw new Problem(501, 'NO_USAGE', 'this backend does not keep the use of flags');
      }
      const items = Array.from(usage.flags, ([name, use]) => ({ name, ...use }));
      const { flags: _, ...rest } = usage;
      return jsonAnswer({ ...rest, items });
    },
  });
}

function reportUsage({ flags }: AdminService): Route {
  return route({
    method: 'POST',
    path: PATH,
    // A process that follows the flags with a token that may read uses them. A report changes no answer.
    permission: 'read',
    id: 'reportUsage',
    summary: 'Report which flags a process uses. Flags that do not exist are left out.',
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The flags that the process evaluated since its last report.',
      schema: ref('UsageReport'),
    },
    answers: {
      204: { description: 'The report is stored.' },
      501: { description: 'The backend does not keep the use of flags.' },
      502: WRITE_ANSWERS[502],
    },
    async handle({ body }) {
      const { uses } = readMembers(body, { uses: { check: list, required: true } });
      await flags.reportUsage((uses as readonly unknown[]).map(useOf));
      return new Response(null, { status: 204 });
    },
  });
}

const list: OptionCheck = (value) => (Array.isArray(value) ? undefined : 'a list');

const USE = {
  name: { check: check.string, required: true },
  count: { check: check.integer(1, 1_000_000_000_000), required: true },
  isFirst: { check: check.boolean, required: true },
} as const satisfies Readonly<Record<string, Member>>;

function useOf(use: unknown): FlagUse {
  return readMembers(use, USE) as unknown as FlagUse;
}
