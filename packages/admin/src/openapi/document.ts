import type { AnswerNote, Permission, Route, Schema } from '../http/route.js';
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
          description: 'Whatever the server asks for; a bearer token for instance.',
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
    tags: [route.path.startsWith('/ofrep') ? 'OFREP' : 'Halyard'],
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

function responses({ permission, body, answers }: Route): Schema {
  const common = commonAnswers(permission, body !== undefined);
  const statuses = new Set([...Object.keys(common), ...Object.keys(answers)].map(Number));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const notes = [common[status], answers[status]].flatMap((note) => note ?? []);
      return [status, { ...response(notes.at(-1)!), ...contentOf(status, notes) }];
    }),
  );
}

function response({ description, headers = {}, optionalHeaders = {} }: AnswerNote): Schema {
  const told = [
    ...Object.entries(headers).map(([name, tells]) => [name, header(tells, true)]),
    ...Object.entries(optionalHeaders).map(([name, tells]) => [name, header(tells, false)]),
  ];
  return { description, ...(told.length === 0 ? {} : { headers: Object.fromEntries(told) }) };
}

function header(description: string, required: boolean): Schema {
  return { description, required, schema: { type: 'string' } };
}

/** The bodies that an answer may have, by media type. */
function contentOf(status: number, notes: readonly AnswerNote[]): Schema {
  const content = notes.flatMap(({ schema, mediaType }) => {
    if (schema !== undefined) return [[mediaType ?? 'application/json', { schema }] as const];
    return status >= 400 ? [['application/problem+json', { schema: ref('Problem') }] as const] : [];
  });
  return content.length === 0 ? {} : { content: Object.fromEntries(content) };
}

/** What any route may answer. */
function commonAnswers(permission: Permission, hasBody: boolean): Readonly<Record<number, AnswerNote>> {
  return {
    400: { description: 'The request is malformed; `detail` says how.' },
    ...(permission === 'none'
      ? {}
      : {
          401: { description: 'Nobody knows who calls.' },
          403: { description: 'Whoever calls may not do this.' },
        }),
    ...(hasBody
      ? {
          413: { description: 'The body is too large.' },
          415: { description: 'The body has another media type.' },
        }
      : {}),
    500: { description: 'Something went wrong on the server.' },
    503: { description: 'The store was not read yet, or the server is closing.' },
  };
}
