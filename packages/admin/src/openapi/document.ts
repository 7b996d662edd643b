import type { AnswerNote, ErrorForm, Permission, Route, Schema } from '../http/route.js';
import { ref } from './schema-parts.js';
import { componentSchemas } from './schemas.js';

/** The OpenAPI 3.1 document of these routes, mounted under `base`. */
export function openApiDocument(routes: readonly Route[], base: string): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Halyard',
      version: '1',
      description:
        'Feature flags: read, change, undo, follow. A name in a path is percent-encoded, a slash in it too; ' +
        'a flag called `.` or `..` is written `%20.` or `%20..`.',
    },
    servers: [{ url: base === '' ? '/' : base }],
    security: [{ authorization: [] }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        authorization: {
          type: 'http',
          scheme: 'bearer',
          description: 'The credentials that the server requires, for example a bearer token.',
        },
      },
    },
  };
}

function operation(route: Route): Schema {
  const { id, summary, permission, body } = route;
  return {
    operationId: id,
    summary,
    tags: [tagOf(route.path)],
    ...(permission === 'none' ? { security: [] } : {}),
    parameters: parameters(route),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            description: body.description,
            required: body.required,
            content: Object.fromEntries(body.types.map((type) => [type, { schema: body.schema }])),
          },
        }),
    responses: responses(route),
  };
}

function tagOf(path: string): string {
  if (path.startsWith('/ofrep')) return 'OFREP';
  return path.startsWith('/openfeature') ? 'OpenFeature CLI' : 'Halyard';
}

function parameters({ path, query = {}, headers = {} }: Route): Schema[] {
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(query).map(([name, { description, schema }]) => ({
      name,
      in: 'query',
      description,
      schema,
    })),
    ...Object.entries(headers).map(([name, description]) => ({
      name,
      in: 'header',
      description,
      schema: { type: 'string' },
    })),
  ];
}

function responses({ permission, body, answers, failure, errors }: Route): Schema {
  // A route with answers of its own for errors describes that of a body that can't be read.
  const common = commonAnswers(permission, body !== undefined && failure === undefined);
  const statuses = new Set([...Object.keys(common), ...Object.keys(answers)].map(Number));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const notes = [common[status], answers[status]].flatMap((note) => note ?? []);
      return [status, { ...response(notes.at(-1)!), ...contentOf(status, notes, errors) }];
    }),
  );
}

function response({ description, headers = {}, optionalHeaders = {} }: AnswerNote): Schema {
  const noted = [
    ...Object.entries(headers).map(([name, tells]) => [name, header(tells, true)]),
    ...Object.entries(optionalHeaders).map(([name, tells]) => [name, header(tells, false)]),
  ];
  return { description, ...(noted.length === 0 ? {} : { headers: Object.fromEntries(noted) }) };
}

function header(description: string, required: boolean): Schema {
  return { description, required, schema: { type: 'string' } };
}

/** The possible bodies of an answer, by media type. */
function contentOf(status: number, notes: readonly AnswerNote[], errors: ErrorForm | undefined): Schema {
  const content = notes.flatMap(({ schema, mediaType }) => {
    if (schema !== undefined) return [[mediaType ?? 'application/json', { schema }] as const];
    return status >= 400 ? [['application/problem+json', { schema: ref('Problem') }] as const] : [];
  });
  // The problems before a request has a route stay problem documents.
  if (status >= 400 && errors !== undefined) content.push(['application/json', { schema: errors.schema }]);
  return content.length === 0 ? {} : { content: Object.fromEntries(content) };
}

/** The answers that every route may give. */
function commonAnswers(permission: Permission, hasBody: boolean): Readonly<Record<number, AnswerNote>> {
  return {
    400: { description: 'The request is malformed; `detail` gives the reason.' },
    421: { description: 'The `Host` is not one of the allowed hosts.' },
    ...(permission === 'none'
      ? {}
      : {
          401: { description: 'Authentication is required.' },
          403: { description: 'The caller does not have permission.' },
          429: {
            description: 'Too many unknown tokens came from this address.',
            headers: { 'Retry-After': 'The seconds to wait.' },
          },
        }),
    ...(hasBody
      ? {
          413: { description: 'The body is too large.' },
          415: { description: 'The media type of the body is not supported.' },
        }
      : {}),
    500: { description: 'Internal error.' },
    503: { description: 'The store has not been read yet, or the server is closing.' },
  };
}
