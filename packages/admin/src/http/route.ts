import type { JsonValue } from '@halyard/core';
import type { Access } from '../access/access.js';
import { type BodyRule, readBody } from './body.js';
import type { Problem } from './problem.js';
import { type QueryParameters, type QueryValues, readQuery } from './query.js';

/** A JSON Schema, or a reference to one of the OpenAPI document's components. */
export type Schema = Readonly<Record<string, unknown>>;

/** The permission that a caller needs. `none`: every caller may use the route. */
export type Permission = 'read' | 'write' | 'evaluate' | 'metrics' | 'none';

/** A possible answer of a route, for the OpenAPI document. */
export interface AnswerNote {
  readonly description: string;
  /** The schema of the body. Absent if there is no body or, from status 400, if the body is a problem. */
  readonly schema?: Schema;
  /** @default "application/json" */
  readonly mediaType?: string;
  /** The headers that it always has, by name, with their descriptions. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The headers that it sometimes has. */
  readonly optionalHeaders?: Readonly<Record<string, string>>;
}

/** How a protocol answers errors. */
export interface ErrorForm {
  readonly schema: Schema;
  readonly answer: (problem: Problem) => Response;
}

/** One request, read and checked. */
export interface Call<Parameters extends QueryParameters = QueryParameters> {
  readonly request: Request;
  /** The variable parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: QueryValues<Parameters>;
  readonly access: Access;
  /** `undefined` if there is no body. */
  readonly body: JsonValue | undefined;
  /** The mount path, such as `/flags`; empty at the root. */
  readonly base: string;
  /** The network address of the client, if the server says it. */
  readonly address: string | undefined;
}

/** One operation: its path, permission, parameters, answers and handler. */
export interface RouteDescription<Parameters extends QueryParameters = QueryParameters> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** For example `/api/v1/flags/{name}`. */
  readonly path: string;
  /** Whether the last variable takes the rest of the path, for clients that do not encode a slash in a name. @default false */
  readonly takesRest?: boolean;
  readonly permission: Permission;
  /** The access that the address itself proves, without `authorize`. @default none */
  readonly ticket?: (url: URL) => Access | undefined;
  /**
   * Whether callers who may see only some flags may use it: it then shows nothing of the others.
   * @default false: they are answered 403
   */
  readonly forLimited?: boolean;
  /** The name of the operation in generated clients. */
  readonly id: string;
  /** One line that says what it does. */
  readonly summary: string;
  readonly query?: Parameters;
  /** Whether the query is ignored, for a protocol that may add parameters. @default false: unknown parameters are refused */
  readonly ignoresQuery?: boolean;
  /** Request headers that matter, by name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyRule & { readonly description: string; readonly schema: Schema };
  /** Answers by status. The answers common to all routes are added. */
  readonly answers: Readonly<Record<number, AnswerNote>>;
  /** The form of all errors, in a protocol with its own. @default problem documents */
  readonly errors?: ErrorForm;
  readonly handle: (call: Call<Parameters>) => Response | Promise<Response>;
  /** The answer for an error of the query, the body or `handle`, in a protocol without problem documents. May throw it again. */
  readonly failure?: (error: unknown, path: Call['path']) => Response;
}

/** A request with its route, after the permission check. */
export interface RoutedRequest {
  readonly request: Request;
  readonly url: URL;
  readonly path: Readonly<Record<string, string>>;
  readonly access: Access;
  readonly base: string;
  readonly address: string | undefined;
}

/** A callable operation. */
export interface Route extends Omit<RouteDescription, 'handle'> {
  /** Reads the query and the body, and answers. Rejects with a `Problem` if either is invalid. */
  answer(routed: RoutedRequest): Promise<Response>;
}

/** Makes a route from its description. The compiler checks that `handle` uses only described query parameters. */
export function route<const Parameters extends QueryParameters>(
  description: RouteDescription<Parameters>,
): Route {
  const { handle, failure, ...rest } = description;
  const parameters = description.query ?? ({} as Parameters);
  const answer = async ({ url, ...routed }: RoutedRequest): Promise<Response> => {
    const search = description.ignoresQuery === true ? new URLSearchParams() : url.searchParams;
    const query = readQuery(search, parameters);
    const body =
      description.body === undefined ? undefined : await readBody(routed.request, description.body);
    return handle({ ...routed, query, body });
  };
  if (failure === undefined) return { ...rest, answer };
  return {
    ...rest,
    failure,
    answer: (routed) => answer(routed).catch((error: unknown) => failure(error, routed.path)),
  };
}
