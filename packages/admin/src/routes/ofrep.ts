import { type Evaluation, type EvaluationContext, InvalidContextError } from '@halyard/core';
import { isObject, show } from '@halyard/core/store';
import { isVisible } from '../access/flag-limit.js';
import { isCurrent, REVALIDATED } from '../http/conditional.js';
import { contextOf } from '../http/context.js';
import { chunksAnswer, entityTag, jsonAnswer, TagMaker, textAnswer } from '../http/json-answer.js';
import { CONTEXT_BODY_LIMIT } from '../http/limits.js';
import { type AnswerNote, type Route, route } from '../http/route.js';
import { writeJsonInTurns } from '../http/write-json-in-turns.js';
import { inTurns } from '../in-turns.js';
import { canonicalJson } from '../ofrep/canonical-json.js';
import { evaluatedNames } from '../ofrep/evaluated-names.js';
import { missingFlag } from '../ofrep/missing-flag.js';
import { ofrepAnswer, ofrepStatus, type SetMetadata } from '../ofrep/ofrep-answer.js';
import { ofrepFailure } from '../ofrep/ofrep-failure.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';

const POLL_MS = 1000;

/** The seconds after which the flags may be there. */
const RETRY = { 'Retry-After': '1' } as const;

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
export function ofrepRoutes(service: AdminService): Route[] {
  return [evaluateFlag(service), evaluateFlags(service), configuration()];
}

function evaluateFlag({ flags, ofrep }: AdminService): Route {
  const set = setMetadata(ofrep);
  return route({
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags/{key}',
    takesRest: true,
    permission: 'evaluate',
    forLimited: true,
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
    handle({ path, body: sent, access: { flags: limit } }) {
      const name = path['key']!;
      const context = sentContext(sent);
      let evaluation: Evaluation;
      if (limit === undefined || isVisible(limit, flags.definition(name)?.definition)) {
        evaluation = flags.evaluate(name, context);
      } else {
        // Throws for a context that no flag can be evaluated for, as the evaluation of a missing flag does.
        void flags.at(context).ready();
        evaluation = missingFlag(flags, name);
      }
      const status = ofrepStatus(evaluation);
      return jsonAnswer(ofrepAnswer(evaluation, set), { status, headers: status === 500 ? RETRY : {} });
    },
    failure: (error, path) => ofrepFailure(error, path['key']),
  });
}

function evaluateFlags({ flags, ofrep }: AdminService): Route {
  const set = setMetadata(ofrep);
  return route({
    method: 'POST',
    path: '/ofrep/v1/evaluate/flags',
    permission: 'evaluate',
    forLimited: true,
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
    async handle({ request, body: sent, access, base }) {
      const context = sentContext(sent);
      if (flags.status().state === 'failed') {
        const problem = { errorCode: 'PROVIDER_NOT_READY', errorDetails: 'the flags were not loaded yet' };
        return jsonAnswer(problem, { status: 500, headers: RETRY });
      }
      const { flags: limit } = access;
      // Of a refetch: the version of the event that caused it, perhaps from another process.
      const announced = new URL(request.url).searchParams.get('flagConfigEtag');
      if (announced !== null) await ofrep.catchUp.to(announced, limit);
      // Before the answers: a stream opened from this version misses nothing.
      const version = await ofrep.catchUp.version(limit);
      // A view of a view holds its snapshot from here on: a flag that is hidden later has the answer of before.
      const view = flags.at({}).at(context);
      // Throws for a context that no flag can be evaluated for.
      void view.ready();
      const answers: object[] = [];
      const evaluate = (name: string): void => void answers.push(ofrepAnswer(view.evaluate(name), set));
      const names = limit === undefined ? evaluatedNames(flags) : await ofrep.sets.names(limit);
      await inTurns(names, evaluate, request.signal);
      const eventStreams = ofrep.eventStreams(access, version, base);
      const json = await writeJsonInTurns(
        {
          flags: answers,
          ...(eventStreams === undefined ? {} : { eventStreams }),
          metadata: { ...set, version },
        },
        request.signal,
      );
      const ticket = eventStreams === undefined ? '' : ofrep.tickets.make(access);
      const tag = await tagOf(answers, context, ticket, request.signal);
      const headers = { ETag: `W/${tag}`, ...REVALIDATED };
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
    forLimited: true,
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

function setMetadata({ options: { flagSetId } }: AdminService['ofrep']): SetMetadata | undefined {
  return flagSetId === undefined ? undefined : { flagSetId };
}

/**
 * The tag of these answers for this context and this ticket. It is of the answers and not of the flags: answers may change
 * with the time, and need not change with a flag. So it is weak: the version in the same answer may be an older one.
 */
async function tagOf(
  answers: readonly object[],
  context: EvaluationContext,
  ticket: string,
  signal: AbortSignal,
): Promise<string> {
  const maker = new TagMaker();
  for (const text of [canonicalJson(context), ticket]) maker.add(text);
  await inTurns(answers, (answer) => maker.add(JSON.stringify(answer)), signal);
  return maker.tag();
}

/** The context of a request. The default is an empty context. Throws `INVALID_CONTEXT` for anything else. */
function sentContext(sent: unknown): EvaluationContext {
  if (!isObject(sent)) {
    throw new InvalidContextError(`the body must be an object with a context, received ${show(sent)}`);
  }
  const { context = {} } = sent;
  return contextOf(context);
}
