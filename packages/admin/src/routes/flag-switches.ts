import type { Rollout, WriteOptions } from '@halyard/core';
import { isObject, withRollout } from '@halyard/core/store';
import { enabledNotice, withoutEffect } from '../flags/enabled-notice.js';
import type { FlagRecord } from '../flags/flag-record.js';
import { refuseUnknown } from '../flags/refuse-unknown.js';
import { storedFlag } from '../flags/stored.js';
import { BODY_LIMIT } from '../http/limits.js';
import { readMembers } from '../http/members.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { flagAnswer, MADE_ANSWERS, recordAnswer, SWITCHED_ANSWERS } from './flag-answer.js';
import { flagName, notFound } from './flag-name.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

/** Switches flags on and off, and sets their rollout. Creates a flag that does not exist yet. */
export function flagSwitchRoutes(service: AdminService): Route[] {
  return [
    flagSwitch(service, 'enable', 'Switch a flag on and keep its rules.', enable),
    flagSwitch(service, 'disable', 'Switch a flag off for everyone and keep its rules.', disable),
    putRollout(service),
  ];
}

/** A flag that was just enabled or disabled. */
interface SwitchedFlag extends FlagRecord {
  /** The reason why the change has no effect, or why an enabled flag serves off to everyone. */
  readonly notice?: string;
  /** The invalid text that `off` replaced. */
  readonly replaced?: string;
}

type Switch = (service: AdminService, name: string, options: WriteOptions) => Promise<SwitchedFlag>;

const enable: Switch = async (service, name, options) => {
  const reach = await service.flags.enable(name, options);
  const record = switched(service, name);
  const notice = withoutEffect(record) ?? enabledNotice(name, record.definition ?? {}, reach);
  return notice === undefined ? record : { ...record, notice };
};

const disable: Switch = async (service, name, options) => {
  const replaced = await service.flags.disable(name, options);
  const record = switched(service, name);
  const notice = withoutEffect(record);
  return {
    ...record,
    ...(notice === undefined ? {} : { notice }),
    ...(replaced === undefined ? {} : { replaced }),
  };
};

/** The current flag. It may have been deleted again. */
function switched({ records }: AdminService, name: string): FlagRecord {
  const record = records.exact(name);
  if (record === undefined) throw notFound('flag', name);
  return record;
}

function flagSwitch(service: AdminService, verb: 'enable' | 'disable', summary: string, act: Switch): Route {
  return route({
    method: 'POST',
    path: `/api/v1/flags/{name}/${verb}`,
    permission: 'write',
    id: `${verb}Flag`,
    summary,
    query: comment,
    headers: PRECONDITIONS,
    answers: { ...SWITCHED_ANSWERS, ...WRITE_ANSWERS },
    async handle(call) {
      const name = flagName(call.path);
      const isNew = service.records.exact(name)?.stored !== true;
      const options = writeOptions(call, name, storedFlag(service.flags, name));
      return recordAnswer(await act(service, name, options), isNew ? 201 : 200);
    },
  });
}

function putRollout(service: AdminService): Route {
  const { flags } = service;
  return route({
    method: 'PUT',
    path: '/api/v1/flags/{name}/rollout',
    permission: 'write',
    id: 'putRollout',
    summary: 'Set the percentage of keys that get a flag.',
    query: comment,
    headers: PRECONDITIONS,
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description:
        'The rollout. `rule` is the index of the rule, counted from 0, if several rules have a rollout.',
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
      const before = storedFlag(flags, name);
      await flags.set(
        name,
        (current, invalid) => {
          refuseUnknown(name, current, invalid);
          return withRollout(name, current, rollout as number | Rollout, rule as number | undefined);
        },
        writeOptions(call, name, before),
      );
      return flagAnswer(service, name, before === undefined ? 201 : 200);
    },
  });
}

function rolloutCheck(value: unknown): string | undefined {
  return isObject(value) || typeof value === 'number'
    ? undefined
    : 'a percentage or an object such as {"percent": 25}';
}
