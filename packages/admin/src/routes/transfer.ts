import type { JsonValue } from '@halyard/core';
import { messageOf } from '@halyard/core/store';
import { detectFormat, type FormatName, FORMATS, FORMAT_NAMES, type ReadFlags } from '@halyard/formats';
import type { AnyFlags } from '../any-flags.js';
import { isCurrent, REVALIDATED } from '../http/conditional.js';
import { errorProblem } from '../http/error-problem.js';
import { chunksAnswer, textAnswer } from '../http/json-answer.js';
import { IMPORT_LIMIT } from '../http/limits.js';
import { longProblemAnswer, Problem } from '../http/problem.js';
import { booleanParameter, choiceParameter } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { writeJsonInTurns } from '../http/write-json-in-turns.js';
import { ref } from '../openapi/schema-parts.js';
import { applyPlan, type ImportResult } from '../transfer/apply-plan.js';
import { EXPORT_FORMATS, exportText } from '../transfer/export-text.js';
import { type ImportPlan, planImport } from '../transfer/import-plan.js';
import { namingProblems } from '../transfer/naming-problems.js';
import { TROUBLE_NOTE, troubleHeader } from '../transfer/trouble-header.js';
import type { AdminService } from './admin-service.js';
import { authorOf, comment } from './write-options.js';

const FORMAT_WORDS =
  '`halyard`: a map of names to flags, as in a file (default). `detect`: the one that the document looks like, named in the answer. The others are those of the named system.';

/** Exports all flags, and imports many. */
export function transferRoutes({ flags }: AdminService): Route[] {
  return [exportAll(flags), importAll(flags)];
}

function exportAll(flags: AnyFlags): Route {
  return route({
    method: 'GET',
    path: '/api/v1/export',
    permission: 'read',
    forLimited: true,
    id: 'exportFlags',
    summary: 'All flags and segments as one document; for a caller who may see only some flags, these.',
    query: {
      format: choiceParameter(
        '`halyard`: a map of names to flags, as in a file (default). `stored`: a map of names to the texts exactly as they are stored, invalid ones included. `flagd`: definitions of flagd.',
        ...EXPORT_FORMATS,
      ),
      skip: booleanParameter("Leave out what the format can't express, instead of failing."),
    },
    headers: { 'If-None-Match': 'The ETag that the caller has.' },
    answers: {
      200: {
        description: 'The document.',
        schema: { anyOf: [ref('FlagMap'), ref('StoredTexts'), ref('FlagdDefinitions')] },
        headers: { ETag: 'The tag of this document, the same in every process.' },
        optionalHeaders: TROUBLE_NOTE,
      },
      304: { description: 'Not modified.', optionalHeaders: TROUBLE_NOTE },
      422: {
        description: "Some flags can't be expressed in this format; `problems` lists them with the reasons.",
      },
      503: { description: 'A store was never read, so not all flags are known.' },
    },
    handle({ query, request, access }) {
      const { text, tag } = exportText(flags, query.format ?? 'halyard', {
        skip: query.skip === true,
        limit: access.flags,
      });
      const headers = { ETag: tag, ...REVALIDATED, ...troubleHeader(flags, access.flags) };
      if (isCurrent(request.headers, tag)) return new Response(null, { status: 304, headers });
      return textAnswer(text, {
        headers: { ...headers, 'Content-Disposition': 'attachment; filename="flags.json"' },
      });
    },
  });
}

function importAll(flags: AnyFlags): Route {
  return route({
    method: 'POST',
    path: '/api/v1/import',
    permission: 'write',
    id: 'importFlags',
    summary: 'Create and replace many flags at once. All are checked before the first is written.',
    query: {
      ...comment,
      format: choiceParameter(FORMAT_WORDS, ...FORMAT_NAMES, 'detect'),
      dryRun: booleanParameter('Show the changes, but write nothing.'),
      mode: choiceParameter(
        '`merge` (default) keeps the flags that are not in the document; `replace` deletes them.',
        'merge',
        'replace',
      ),
      skip: booleanParameter('Leave out the flags with problems, instead of importing nothing.'),
    },
    headers: { 'If-Match': 'The ETag of a dry run: import only if the changes are still the same.' },
    body: {
      types: ['application/json'],
      limit: IMPORT_LIMIT,
      required: true,
      description: 'The document.',
      schema: { anyOf: [ref('FlagMap'), ref('FlagdDefinitions'), { type: 'object' }] },
    },
    answers: {
      200: {
        description: 'The changes made or, in a dry run, the planned changes.',
        schema: ref('ImportReport'),
        headers: { ETag: 'The tag of these changes.' },
      },
      409: {
        description:
          'Another user changed some of the flags during the import. `conflicts` lists them; the others are written.',
      },
      412: { description: 'The changes are no longer the same as in the dry run.' },
      422: { description: 'Nothing was written; `problems` lists the problem of each flag.' },
      501: { description: 'The backend is read-only.' },
      502: {
        description: 'The store failed during the import; `written` is the number of stored changes.',
      },
    },
    async handle({ request, body, query, access }) {
      const { signal } = request;
      const format = formatOf(body, query.format);
      const plan = await planImport(flags, readDocument(body, format), {
        replace: query.mode === 'replace',
        skip: query.skip === true,
        signal,
      });
      const headers = { ETag: plan.tag };
      const answer = async (dryRun: boolean, written: number): Promise<Response> =>
        chunksAnswer(await writeJsonInTurns({ dryRun, format, ...shown(plan), written }, signal), {
          headers,
        });
      if (query.dryRun === true) return answer(true, 0);
      if (plan.problems.length > 0) {
        const sentence = `the document is invalid; nothing was imported: ${namingProblems(plan.problems)}`;
        const members = shown(plan);
        return longProblemAnswer(new Problem(422, 'INVALID_DEFINITION', sentence, { members }), signal);
      }
      if ((request.headers.get('if-match') ?? plan.tag) !== plan.tag) {
        const sentence = 'the flags changed after the dry run: check the changes again';
        const members = shown(plan);
        return longProblemAnswer(new Problem(412, 'CONFLICT', sentence, { headers, members }), signal);
      }
      const result = await applyPlan(flags, plan, authorOf(access, query.comment), signal);
      refuseIncomplete(result);
      return answer(false, result.written);
    },
  });
}

/** The format to read a document in. Throws a `Problem` if it looks like another system's and the caller has not said so. */
function formatOf(body: JsonValue = null, given: FormatName | 'detect' | undefined): FormatName {
  if (given !== undefined && given !== 'detect') return given;
  const format = detectFormat(body) ?? 'halyard';
  if (format === 'halyard' || given === 'detect') return format;
  const sentence = `the body is a document of ${format}: pass format=${format}, or format=halyard for flags by name`;
  throw new Problem(400, 'BAD_BODY', sentence);
}

function readDocument(body: JsonValue = null, format: FormatName): ReadFlags {
  try {
    return FORMATS[format].read(body);
  } catch (error) {
    throw new Problem(400, 'BAD_BODY', `the body is not a document of ${format}: ${messageOf(error)}`);
  }
}

function shown({ changes, unchanged, skipped, problems }: ImportPlan): Omit<ImportPlan, 'tag'> {
  return { changes, unchanged, skipped, problems };
}

function refuseIncomplete({ written, conflicts, failure }: ImportResult): void {
  if (failure !== undefined) {
    const { status, code, message, extras } = errorProblem(failure);
    throw new Problem(status, code, message, {
      ...extras,
      members: { ...extras.members, written, conflicts },
    });
  }
  if (conflicts.length === 0) return;
  const sentence = `another user changed ${conflicts.length} of the flags during the import; the others were written`;
  throw new Problem(409, 'CONFLICT', sentence, { members: { written, conflicts } });
}
