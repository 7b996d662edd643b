import { type Evaluation, type EvaluationContext, isHalyardError } from '@halyard/core';
import { check, show } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { isCurrent, REVALIDATED } from '../http/conditional.js';
import { entityTag, jsonAnswer, textAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { textParameter } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { canonicalJson } from '../ofrep/canonical-json.js';
import { ofrepAnswer, ofrepStatus } from '../ofrep/ofrep-answer.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';

const POLL_MS = 1000;

const body = {
  types: ['application/json'],
  limit: BODY_LIMIT,
  required: true,
  description: 'The context to answer for.',
  schema: ref('OfrepRequest'),
} as const;

/** What OFREP providers send after a change notice; every answer here is fresh, so it decides nothing. */
const notice = {
  flagConfigEtag: textParameter('From a change notice.', 1000),
  flagConfigLastModified: textParameter('From a change notice.'),
} as const;

/** The OpenFeature Remote Evaluation Protocol: answers for OpenFeature's SDKs in any language. */
export function ofrepRoutes({ flags }: AdminService): Route[] {
  return [evaluateFlag(flags), evaluateFlags(flags), configuration()];
}

function evaluateFlag(flags: AnyFlags): Route {
  return route({
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags/{key}',
    permission: 'evaluate',
    id: 'ofrepEvaluateFlag',
    summary: 'OFREP: what one flag gives to a context.',
    query: notice,
    body,
    answers: {
      200: { description: 'The answer.', schema: ref('OfrepEvaluation') },
      400: {
        description: 'The flag or the context is at fault.',
        schema: ref('OfrepFailure'),
        mediaType: 'application/json',
      },
      404: {
        description: 'There is no such flag.',
        schema: ref('OfrepFailure'),
        mediaType: 'application/json',
      },
      500: {
        description: 'There can be no answer now.',
        schema: ref('OfrepFailure'),
        mediaType: 'application/json',
      },
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
    summary: 'OFREP: what every flag gives to a context.',
    query: notice,
    headers: { 'If-None-Match': 'The ETag of the last answer for this context.' },
    body,
    answers: {
      200: {
        description: 'The answers.',
        schema: ref('OfrepBulk'),
        headers: { ETag: 'Names these answers for this context.' },
      },
      304: { description: 'They are what the caller has already.' },
      400: {
        description: 'The context is at fault.',
        schema: ref('OfrepFailure'),
        mediaType: 'application/json',
      },
      500: {
        description: 'There can be no answers now.',
        schema: ref('OfrepFailure'),
        mediaType: 'application/json',
      },
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
      // Of the answers, and not of the snapshot they came from: with the time they change by themselves.
      const tag = entityTag(canonicalJson(context), text);
      const headers = { ETag: tag, ...REVALIDATED };
      return isCurrent(call.request.headers, tag)
        ? new Response(null, { status: 304, headers })
        : textAnswer(text, { headers });
    },
  });
}

/** Also what can't be used, so that a client knows it from a flag that is not there. */
function everyAnswer(flags: AnyFlags, view: ReturnType<AnyFlags['at']>): Evaluation[] {
  const answers = view.evaluateAll();
  for (const { name, serving } of flags.status().invalid) {
    if (serving === 'nothing' && !name.startsWith('$')) answers.set(name, view.evaluate(name));
  }
  return [...answers.values()];
}

/** Why no flag can be evaluated for the context of a view, or `undefined` when flags can. */
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
    summary: 'OFREP: what providers are to know of this server (part of the protocol up to version 0.1).',
    headers: { 'If-None-Match': 'The ETag of the last answer.' },
    answers: {
      200: {
        description: 'The configuration.',
        schema: ref('OfrepConfiguration'),
        headers: { ETag: 'Names it.' },
      },
      304: { description: 'The caller has it already.' },
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

/** The context of a request, or what is wrong with it. Without one the context is empty. */
function contextOf(request: unknown): EvaluationContext | string {
  const isObject = typeof request === 'object' && request !== null && !Array.isArray(request);
  if (!isObject) return `the body must be an object with a context, received ${show(request)}`;
  const { context = {} } = request as { readonly context?: unknown };
  const isContext = check.object(context) === undefined && !Array.isArray(context);
  return isContext
    ? (context as EvaluationContext)
    : `the context must be an object, received ${show(context)}`;
}

function invalidContext(flag: string, errorMessage: string): Evaluation {
  return { flag, value: null, on: false, reason: 'ERROR', errorCode: 'INVALID_CONTEXT', errorMessage };
}
