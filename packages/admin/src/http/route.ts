import type { JsonValue } from '@halyard/core';
import type { Access } from '../access/access.js';
import { type BodyRule, readBody } from './body.js';
import { type QueryParameters, type QueryValues, readQuery } from './query.js';

/** A JSON Schema, or a reference to one of the OpenAPI document's components. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a caller must be allowed to do. `nothing`: anybody may call it. */
export type Permission = 'read' | 'write' | 'evaluate' | 'none';

/** How a route may answer, for the OpenAPI document. */
export interface AnswerNote {
  readonly description: string;
  /** The body's; absent when there is none or, from status 400, when it is a problem. */
  readonly schema?: Schema;
  /** @default "application/json" */
  readonly mediaType?: string;
  /** The headers that it always has, by name, with what they tell. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Those that it has at times. */
  readonly optionalHeaders?: Readonly<Record<string, string>>;
}

/** One request, read and checked. */
export interface Call<Parameters extends QueryParameters = QueryParameters> {
  readonly request: Request;
  /** The variable parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: QueryValues<Parameters>;
  readonly access: Access;
  /** `undefined` when there is none. */
  readonly body: JsonValue | undefined;
  /** The path that everything is mounted under, such as `/flags`; empty at the root. */
  readonly base: string;
}

/** One operation: where it is, who may call it, what it takes and gives, and what it does. */
export interface RouteDescription<Parameters extends QueryParameters = QueryParameters> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** Such as `/api/v1/flags/{name}`. */
  readonly path: string;
  readonly permission: Permission;
  /** Names the operation in generated clients. */
  readonly id: string;
  /** One line: what it does. */
  readonly summary: string;
  readonly query?: Parameters;
  /** Request headers that matter, by name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyRule & { readonly description: string; readonly schema: Schema };
  /** By status; those that any route may give are added. */
  readonly answers: Readonly<Record<number, AnswerNote>>;
  readonly handle: (call: Call<Parameters>) => Response | Promise<Response>;
}

/** A request that found its route and may call it. */
export interface RoutedRequest {
  readonly request: Request;
  readonly url: URL;
  readonly path: Readonly<Record<string, string>>;
  readonly access: Access;
  readonly base: string;
}

/** An operation that can be called. */
export interface Route extends Omit<RouteDescription, 'handle'> {
  /** Reads the query and the body, and answers. Rejects with a `Problem` for what is wrong with them. */
  answer(routed: RoutedRequest): Promise<Response>;
}

/** Makes a description into a route; the compiler holds `handle` to the query parameters that are described. */
export function route<const Parameters extends QueryParameters>(
  description: RouteDescription<Parameters>,
): Route {
  const { handle, ...rest } = description;
  const parameters = description.query ?? ({} as Parameters);
  return {
    ...rest,
    async answer({ request, url, path, access, base }) {
      const query = readQuery(url.searchParams, parameters);
      const body = description.body === undefined ? undefined : await readBody(request, description.body);
      return handle({ request, path, query, access, body, base });
    },
  };
}
