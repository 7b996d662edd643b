import { type FlagSource, isHalyardError } from '@halyard/core';
import { check, flagText, messageOf } from '@halyard/core/store';
import { openDraft } from '../flags/draft.js';
import { contextOf } from '../http/context.js';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { readMembers } from '../http/members.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { flagName, notFound } from './flag-name.js';

/** Validates and explains flags. Stores nothing. */
export function tryingOutRoutes(service: AdminService): Route[] {
  return [validate(), explain(service)];
}

function validate(): Route {
  return route({
    method: 'POST',
    path: '/api/v1/validate',
    permission: 'read',
    forLimited: true,
    id: 'validate',
    summary: 'Check a flag or a segment like a write, but store nothing.',
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The flag or condition to check, and its name; `$segment.…` for a segment.',
      schema: {
        type: 'object',
        properties: { name: { type: 'string' }, source: { anyOf: [ref('FlagSource'), ref('Condition')] } },
        required: ['source'],
        additionalProperties: false,
      },
    },
    answers: {
      200: { description: 'Whether it is valid, and its problem if not.', schema: ref('Validation') },
    },
    handle({ body }) {
      const { name = 'flag', source } = readMembers(body, {
        name: { check: check.string },
        source: { check: check.any, required: true },
      });
      return jsonAnswer(validation(name as string, source as FlagSource));
    },
  });
}

function validation(name: string, source: FlagSource): object {
  try {
    return { valid: true, text: flagText(name, source) };
  } catch (error) {
    if (!isHalyardError(error)) throw error;
    return { valid: false, problem: messageOf(error) };
  }
}

function explain({ flags }: AdminService): Route {
  return route({
    method: 'POST',
    path: '/api/v1/flags/{name}/explain',
    permission: 'read',
    id: 'explainFlag',
    summary: 'Explain what a flag gives to a context and why. Uses the stored flag or a draft.',
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The context, and optionally a `draft` to use instead of the stored flag.',
      schema: {
        type: 'object',
        properties: { context: ref('Context'), draft: ref('FlagSource') },
        additionalProperties: false,
      },
    },
    answers: {
      200: { description: 'The answer, rule by rule.', schema: ref('Explanation') },
      404: { description: 'The flag does not exist.' },
      422: { description: 'The draft is invalid.' },
    },
    async handle({ path, body }) {
      const name = flagName(path);
      const { context = {}, draft } = readMembers(body, {
        context: { check: check.any },
        draft: { check: check.any },
      });
      const sent = contextOf(context);
      const asked = draft === undefined ? flags : await openDraft(flags, name, draft as FlagSource);
      const { layer, ...explanation } = asked.explain(name, sent);
      if (explanation.errorCode === 'FLAG_NOT_FOUND') throw notFound('flag', name);
      // No layer has a draft.
      const isStored = draft === undefined && layer !== undefined;
      return jsonAnswer(isStored ? { ...explanation, layer } : explanation);
    },
  });
}
