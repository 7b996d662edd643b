import { type Evaluation, type EvaluationContext, isHalyardError } from '@halyard/core';
import { isObject, show } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { isCurrent, REVALIDATED } from '../http/conditional.js';
import { entityTag, jsonAnswer, textAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { textParameter } from '../http/query.js';
import { type AnswerNote, type Route, route } from '../http/route.js';
import { canonicalJson } from '../ofrep/canonical-json.js';
import { ofrepAnswer, ofrepStatus } from '../ofrep/ofrep-answer.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';

const POLL_MS = 1000;

const body = {
  types: ['application/json'],
  limit: BODY_LIMIT,
  required: true,
  description: 'The evaluation context.',
  schema: ref('OfrepRequest'),
} as const;

/** Parameters that OFREP providers send after a change notice. Answers are never cached, so they have no effect. */
const notice = {
  flagConfigEtag: textParameter('From a change notice.', 1000),
  flagConfigLastModified: textParameter('From a change notice.'),
} as const;

/** An answer with an OFREP failure, which is plain JSON and not a problem document. */
const failure = (description: string): AnswerNote => ({
  description,
  schema: ref('OfrepFailure'),
  mediaType: 'application/json',
});

/** The OpenFeature Remote Evaluation Protocol, for OpenFeature's SDKs in any language. */
export function ofrepRoutes({ flags }: AdminService): Route[] {
  return [evaluateFlag(flags), evaluateFlags(flags), configuration()];
}

function evaluateFlag(flags: AnyFlags): Route {
  return route({
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags/{key}',
    permission: 'evaluate',
    id: 'ofrepEvaluateFlag',
    summary: 'OFREP: evaluate one flag for a context.',
    query: notice,
    body,
    answers: {
      200: { description: 'The answer.', schema: ref('OfrepEvaluation') },
      400: failure('The flag or the context is invalid.'),
      404: failure('The flag does not exist.'),
      500: failure('Evaluation is not possible now.'),
    },
    handle(call) {
      const key = call.path['key']!;
      const context = contextOf(call.body);
      const evaluation =
        typeof context === 'string' ? invalidContext(key, context) : flags.evaluate(key, context);
      return jsonAnswer(ofrepAnswer(evaluation), { status: ofrepStatus(evaluation) });
    },
  });
}

function evaluateFlags(flags: AnyFlags): Route {
  return route({
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags',
    permission: 'evaluate',
    id: 'ofrepEvaluateFlags',
    summary: 'OFREP: evaluate all flags for a context.',
    query: notice,
    headers: { 'If-None-Match': 'The ETag of the last answer for this context.' },
    body,
    answers: {
      200: {
        description: 'The answers.',
        schema: ref('OfrepBulk'),
        headers: { ETag: 'The tag of these answers for this context.' },
      },
      304: { description: 'Not modified.' },
      400: failure('The context is invalid.'),
      500: failure('Evaluation is not possible now.'),
    },
    handle(call) {
      const context = contextOf(call.body);
      if (typeof context === 'string') {
        return jsonAnswer({ errorCode: 'INVALID_CONTEXT', errorDetails: context }, { status: 400 });
      }
      if (flags.status().state === 'failed') {
        const problem = { errorCode: 'PROVIDER_NOT_READY', errorDetails: 'the flags were not loaded yet' };
        return jsonAnswer(problem, { status: 500 });
      }
      const view = flags.at(context);
      const unusable = contextProblem(view);
      if (unusable !== undefined) {
        return jsonAnswer({ errorCode: 'INVALID_CONTEXT', errorDetails: unusable }, { status: 400 });
      }
      const text = JSON.stringify({ flags: everyAnswer(flags, view).map(ofrepAnswer) });
      // The tag is of the answers and not of the snapshot: answers may change with the time.
      const tag = entityTag(canonicalJson(context), text);
      const headers = { ETag: tag, ...REVALIDATED };
      return isCurrent(call.request.headers, tag)
        ? new Response(null, { status: 304, headers })
        : textAnswer(text, { headers });
    },
  });
}

/** Includes invalid flags, so that a client can distinguish them from missing flags. */
function everyAnswer(flags: AnyFlags, view: ReturnType<AnyFlags['at']>): Evaluation[] {
  const answers = view.evaluateAll();
  for (const { name, serving } of flags.status().invalid) {
    if (serving === 'nothing' && !name.startsWith('$')) answers.set(name, view.evaluate(name));
  }
  return [...answers.values()];
}

/** The reason why no flag can be evaluated for the context of a view; `undefined` if flags can. */
function contextProblem(view: ReturnType<AnyFlags['at']>): string | undefined {
  try {
    void view.ready();
    return undefined;
  } catch (error) {
    if (isHalyardError(error, 'INVALID_CONTEXT')) return error.message;
    throw error;
  }
}

function configuration(): Route {
  return route({
    method: 'GET',
    path: '/ofrep/v1/configuration',
    permission: 'evaluate',
    id: 'ofrepConfiguration',
    summary: 'OFREP: the configuration for providers (part of the protocol up to version 0.1).',
    headers: { 'If-None-Match': 'The ETag of the last answer.' },
    answers: {
      200: {
        description: 'The configuration.',
        schema: ref('OfrepConfiguration'),
        headers: { ETag: 'The tag of the configuration.' },
      },
      304: { description: 'Not modified.' },
    },
    handle({ request }) {
      const headers = { ETag: CONFIGURATION_TAG, ...REVALIDATED };
      return isCurrent(request.headers, CONFIGURATION_TAG)
        ? new Response(null, { status: 304, headers })
        : textAnswer(CONFIGURATION, { headers });
    },
  });
}

const CONFIGURATION = JSON.stringify({
  name: 'halyard',
  capabilities: {
    cacheInvalidation: { polling: { enabled: true, minPollingIntervalMs: POLL_MS } },
    flagEvaluation: { supportedTypes: ['int', 'float', 'string', 'boolean', 'object'] },
  },
});
const CONFIGURATION_TAG = entityTag(CONFIGURATION);

/** The context of a request, or its problem. The default is an empty context. */
function contextOf(request: unknown): EvaluationContext | string {
  if (!isObject(request)) return `the body must be an object with a context, received ${show(request)}`;
  const { context = {} } = request as { readonly context?: unknown };
  return isObject(context) ? context : `the context must be an object, received ${show(context)}`;
}

function invalidContext(flag: string, errorMessage: string): Evaluation {
  return { flag, value: null, on: false, reason: 'ERROR', errorCode: 'INVALID_CONTEXT', errorMessage };
}
