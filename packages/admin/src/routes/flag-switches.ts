import type { Rollout, WriteOptions } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';
import { withRollout } from '../flags/rollout.js';
import { BODY_LIMIT } from '../http/limits.js';
import { readMembers } from '../http/members.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { flagAnswer, MADE_ANSWERS } from './flag-answer.js';
import { flagName } from './flag-name.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

/** Switches flags on and off, and sets their rollout. Each makes a flag that is not there yet. */
export function flagSwitchRoutes(service: AdminService): Route[] {
  return [
    flagSwitch(service, 'enable', 'Switch a flag on and keep its rules.', (flags, name, options) =>
      flags.enable(name, options),
    ),
    flagSwitch(
      service,
      'disable',
      'Switch a flag off for everyone and keep its rules.',
      (flags, name, options) => flags.disable(name, options),
    ),
    putRollout(service),
  ];
}

function flagSwitch(
  service: AdminService,
  verb: 'enable' | 'disable',
  summary: string,
  act: (flags: AnyFlags, name: string, options: WriteOptions) => Promise<void>,
): Route {
  return route({
    method: 'POST',
    path: `/api/v1/flags/{name}/${verb}`,
    need: 'write',
    id: `${verb}Flag`,
    summary,
    query: comment,
    headers: PRECONDITIONS,
    answers: { ...MADE_ANSWERS, ...WRITE_ANSWERS },
    async handle(call) {
      const name = flagName(call.path);
      const current = service.flags.get(name);
      await act(service.flags, name, writeOptions(call, name, current));
      return flagAnswer(service, name, current === undefined ? 201 : 200);
    },
  });
}

function putRollout(service: AdminService): Route {
  const { flags } = service;
  return route({
    method: 'PUT',
    path: '/api/v1/flags/{name}/rollout',
    need: 'write',
    id: 'putRollout',
    summary: 'Set the share of keys that get a flag.',
    query: comment,
    headers: PRECONDITIONS,
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The rollout; `rule` says of which rule, counted from 0, where it is not clear.',
      schema: {
        type: 'object',
        properties: { rollout: ref('Rollout'), rule: { type: 'integer', minimum: 0 } },
        required: ['rollout'],
        additionalProperties: false,
      },
    },
    answers: { ...MADE_ANSWERS, ...WRITE_ANSWERS },
    async handle(call) {
      const name = flagName(call.path);
      const { rollout, rule } = readMembers(call.body, {
        rollout: { required: true, check: rolloutCheck },
        rule: {
          check: (value) =>
            Number.isInteger(value) && (value as number) >= 0 ? undefined : 'a whole number from 0',
        },
      });
      const before = flags.get(name);
      await flags.set(
        name,
        // A layer that can't be written to may have the flag.
        (current = before) =>
          withRollout(name, current, rollout as number | Rollout, rule as number | undefined),
        writeOptions(call, name, before),
      );
      return flagAnswer(service, name, before === undefined ? 201 : 200);
    },
  });
}

function rolloutCheck(value: unknown): string | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject || typeof value === 'number'
    ? undefined
    : 'a percentage or an object such as {"percent": 25}';
}
