import type { Flag, FlagDefinition } from '@halyard/core';
import { canonicalName, nameProblem } from '@halyard/core/store';
import type { Access } from '../access/access.js';
import type { AnyFlags } from '../any-flags.js';
import { otherSpelling, storedFlag } from '../flags/stored.js';
import { isSame } from '../history/change-words.js';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { Problem } from '../http/problem.js';
import { type Route, route } from '../http/route.js';
import { MANIFEST_ERRORS } from '../manifest/manifest-error.js';
import { manifestEntry, visibleManifestFlags } from '../manifest/manifest-flags.js';
import { createdDefinition, isSameType, readPushed, withManifest } from '../manifest/pushed-flag.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { flagName, notFound, notOurs } from './flag-name.js';
import { authorOf, WRITE_ANSWERS } from './write-options.js';

const PATH = '/openfeature/v0/manifest';
const CAPABILITIES = 'X-Manifest-Capabilities';
const HEADERS = { [CAPABILITIES]: 'What the caller may do: `read`, `write`, `delete`.' } as const;

const body = {
  types: ['application/json'],
  limit: BODY_LIMIT,
  required: true,
  description: 'The flag.',
  schema: ref('PushedFlag'),
} as const;

const ONE_FLAG = { description: 'The flag.', schema: ref('ManifestFlagAnswer'), headers: HEADERS };

/** The manifest API of the OpenFeature CLI: `openfeature pull` and `openfeature push`. */
export function manifestRoutes(service: AdminService): Route[] {
  return [readManifest(service), createFlag(service), updateFlag(service), deleteFlag(service)];
}

function readManifest({ flags }: AdminService): Route {
  return route({
    method: 'GET',
    path: PATH,
    permission: 'read',
    forLimited: true,
    errors: MANIFEST_ERRORS,
    id: 'readManifest',
    summary: 'The flags with their types and defaults, for the OpenFeature CLI.',
    answers: { 200: { description: 'The manifest.', schema: ref('Manifest'), headers: HEADERS } },
    handle: ({ access }) =>
      jsonAnswer({ flags: visibleManifestFlags(flags, access.flags) }, { headers: capabilities(access) }),
  });
}

function createFlag({ flags }: AdminService): Route {
  return route({
    method: 'POST',
    path: `${PATH}/flags`,
    permission: 'write',
    errors: MANIFEST_ERRORS,
    id: 'createManifestFlag',
    summary: 'Create a flag that serves its default to everyone.',
    body,
    answers: { ...WRITE_ANSWERS, 201: ONE_FLAG, 409: { description: 'The flag exists.' } },
    async handle({ body: sent, access }) {
      const pushed = readPushed(sent, true);
      const { key } = pushed;
      const problem = nameProblem(key);
      if (problem !== undefined) throw new Problem(400, 'INVALID_NAME', problem);
      const existing = manifestEntry(flags, key) !== undefined ? key : otherSpelling(flags, key);
      if (existing !== undefined || flags.declarations.has(canonicalName(key))) {
        throw new Problem(409, 'CONFLICT', `flag ${JSON.stringify(existing ?? key)} exists`);
      }
      const options = { ...authorOf(access, undefined), ifVersion: null };
      await flags.set(flagName({ name: key }), createdDefinition(pushed), options);
      return flagAnswer(flags, key, access, 201);
    },
  });
}

function updateFlag({ flags }: AdminService): Route {
  return route({
    method: 'PUT',
    path: `${PATH}/flags/{key}`,
    permission: 'write',
    errors: MANIFEST_ERRORS,
    id: 'updateManifestFlag',
    summary:
      'Replace the description and the default of a flag in the manifest. What it serves does not change.',
    body,
    answers: {
      ...WRITE_ANSWERS,
      200: ONE_FLAG,
      404: { description: 'The flag does not exist.' },
      409: { description: 'The flag has another type, or the program declares its default.' },
    },
    async handle({ body: sent, path, access }) {
      const pushed = readPushed(sent, false);
      const key = flagName({ name: path['key']! });
      if (pushed.key !== key) {
        throw new Problem(
          400,
          'BAD_BODY',
          `the body: "key" must be that of the path, ${JSON.stringify(key)}`,
        );
      }
      const before = manifestEntry(flags, key);
      if (before === undefined) throw notFound('flag', key);
      if (!isSameType(pushed.type, before)) {
        const change = `from ${before.type} to ${pushed.type}`;
        throw new Problem(409, 'CONFLICT', `the type of ${JSON.stringify(key)} can't be changed ${change}`);
      }
      const { description, defaultValue = before.defaultValue! } = pushed;
      if (isSame([before.description, before.defaultValue], [description, defaultValue])) {
        return flagAnswer(flags, key, access);
      }
      const isDeclared = flags.declarations.has(canonicalName(key));
      const isStored = storedFlag(flags, key) !== undefined;
      if (isDeclared && !(isStored && isSame(before.defaultValue, defaultValue))) {
        const sentence = `the program declares ${JSON.stringify(key)}: change its declaration`;
        throw new Problem(409, 'CONFLICT', sentence);
      }
      const update = (current: Flag | undefined): FlagDefinition => {
        if (current === undefined) throw notFound('flag', key);
        return withManifest(current.definition, description, isDeclared ? false : defaultValue);
      };
      await flags.set(key, update, authorOf(access, undefined));
      return flagAnswer(flags, key, access);
    },
  });
}

function deleteFlag({ flags }: AdminService): Route {
  return route({
    method: 'DELETE',
    path: `${PATH}/flags/{key}`,
    permission: 'write',
    errors: MANIFEST_ERRORS,
    id: 'deleteManifestFlag',
    summary: 'Delete a flag.',
    answers: {
      ...WRITE_ANSWERS,
      200: { description: 'Deleted.', schema: ref('ManifestDeletion'), headers: HEADERS },
      404: { description: 'The flag does not exist.' },
    },
    async handle({ path, access }) {
      const key = flagName({ name: path['key']! });
      const had = await flags.delete(key, authorOf(access, undefined));
      const missing = storedFlag(flags, key) === undefined ? notFound : notOurs;
      if (!had) throw missing('flag', key);
      const answer = {
        message: `flag ${JSON.stringify(key)} is deleted`,
        archivedAt: new Date().toISOString(),
      };
      return jsonAnswer(answer, { headers: capabilities(access) });
    },
  });
}

function flagAnswer(flags: AnyFlags, key: string, access: Access, status = 200): Response {
  const flag = manifestEntry(flags, key);
  if (flag === undefined) throw notFound('flag', key);
  const updatedAt = new Date(storedFlag(flags, key)?.updatedAt ?? Date.now()).toISOString();
  return jsonAnswer({ flag, updatedAt }, { status, headers: capabilities(access) });
}

function capabilities({ write }: Access): Readonly<Record<string, string>> {
  return { [CAPABILITIES]: write ? 'read,write,delete' : 'read' };
}
