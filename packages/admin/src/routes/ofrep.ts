import { type EvaluationContext, InvalidContextError } from '@halyard/core';
import { isObject, show } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { isCurrent, REVALIDATED } from '../http/conditional.js';
import { contextOf } from '../http/context.js';
import { chunksAnswer, entityTag, jsonAnswer, TagMaker, textAnswer } from '../http/json-answer.js';
import { CONTEXT_BODY_LIMIT } from '../http/limits.js';
import { type AnswerNote, type Route, route } from '../http/route.js';
import { writeJsonInTurns } from '../http/write-json-in-turns.js';
import { inTurns } from '../in-turns.js';
import { canonicalJson } from '../ofrep/canonical-json.js';
import { evaluatedNames } from '../ofrep/evaluated-names.js';
import { ofrepAnswer, ofrepStatus } from '../ofrep/ofrep-answer.js';
import { ofrepFailure } from '../ofrep/ofrep-failure.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';

const POLL_MS = 1000;

const body = {
  types: ['application/json'],
  limit: CONTEXT_BODY_LIMIT,
  required: true,
  description: 'The evaluation context.',
  schema: ref('OfrepRequest'),
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
    takesRest: true,
    permission: 'evaluate',
    id: 'ofrepEvaluateFlag',
    summary: 'OFREP: evaluate one flag for a context.',
    ignoresQuery: true,
    body,
    answers: {
      200: { description: 'The answer.', schema: ref('OfrepEvaluation') },
      400: failure('The flag or the context is invalid.'),
      404: failure('The flag does not exist.'),
      500: failure('Evaluation is not possible now.'),
    },
    handle(call) {
      const evaluation = flags.evaluate(call.path['key']!, sentContext(call.body));
      return jsonAnswer(ofrepAnswer(evaluation), { status: ofrepStatus(evaluation) });
    },
    failure: (error, path) => ofrepFailure(error, path['key']),
  });
}

function evaluateFlags(flags: AnyFlags): Route {
  return route({
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags',
    permission: 'evaluate',
    id: 'ofrepEvaluateFlags',
    summary: 'OFREP: evaluate all flags for a context.',
    ignoresQuery: true,
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
    async handle({ request, body: sent }) {
      const context = sentContext(sent);
      if (flags.status().state === 'failed') {
        const problem = { errorCode: 'PROVIDER_NOT_READY', errorDetails: 'the flags were not loaded yet' };
        return jsonAnswer(problem, { status: 500 });
      }
      const view = flags.at(context);
      // Throws for a context that no flag can be evaluated for.
      void view.ready();
      const answers: object[] = [];
      const evaluate = (name: string): void => void answers.push(ofrepAnswer(view.evaluate(name)));
      await inTurns(evaluatedNames(flags), evaluate, request.signal);
      const json = await writeJsonInTurns({ flags: answers }, request.signal);
      // The tag is of the answers and not of the snapshot: answers may change with the time.
      const maker = new TagMaker();
      maker.add(canonicalJson(context));
      await inTurns(json, (chunk) => maker.add(chunk), request.signal);
      const tag = maker.tag();
      const headers = { ETag: tag, ...REVALIDATED };
      return isCurrent(request.headers, tag)
        ? new Response(null, { status: 304, headers })
        : chunksAnswer(json, { headers });
    },
    failure: (error) => ofrepFailure(error),
  });
}

function configuration(): Route {
  return route({
    method: 'GET',
    path: '/ofrep/v1/configuration',
    permission: 'evaluate',
    id: 'ofrepConfiguration',
    ignoresQuery: true,
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

/** The context of a request. The default is an empty context. Throws `INVALID_CONTEXT` for anything else. */
function sentContext(sent: unknown): EvaluationContext {
  if (!isObject(sent)) {
    throw new InvalidContextError(`the body must be an object with a context, received ${show(sent)}`);
  }
  const { context = {} } = sent;
  return contextOf(context);
}
