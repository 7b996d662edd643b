import { isHalyardError } from '@halyard/core';
import { type Access, type Authorize, checkAccess } from './access/access.js';
import { AllowedHosts } from './access/allowed-hosts.js';
import { clientAddress } from './access/client-address.js';
import { allowOrigin, optionsAnswer } from './access/cors.js';
import { refuseCrossSite } from './access/cross-site.js';
import { pathUnder } from './http/base-path.js';
import { errorProblem } from './http/error-problem.js';
import { Problem, problemAnswer } from './http/problem.js';
import { assertNormalPath } from './http/raw-path.js';
import type { RoutedRequest, Permission, Route } from './http/route.js';
import { RouteTable } from './http/route-table.js';
import { secure } from './http/security-headers.js';
import { elsewhere } from './http/error-responses.js';
import type { AdminService } from './routes/admin-service.js';
import { conflictProblem } from './routes/conflict.js';

/** The options that control access. */
export interface DispatcherOptions {
  readonly authorize: Authorize<unknown>;
  readonly origins: readonly string[];
  /** `undefined` allows any. */
  readonly hosts: readonly string[] | undefined;
  readonly challenge: string;
  readonly onError: (error: unknown, request: Request) => void;
}

/** The mount point of a request. */
export interface Mount {
  /** The path prefix, such as `/flags`. */
  readonly base: string;
  /** The path as the client has sent it. */
  readonly rawPath: string;
  /** The framework's own request. */
  readonly incoming: unknown;
}

/** Dispatches each request to its route, after checks of its origin, its caller and the caller's permissions. */
export class Dispatcher {
  readonly #service: AdminService;
  readonly #table: RouteTable;
  readonly #options: DispatcherOptions;
  readonly #origins: ReadonlySet<string>;
  readonly #hosts: AllowedHosts | undefined;

  constructor(service: AdminService, routes: readonly Route[], options: DispatcherOptions) {
    this.#service = service;
    this.#table = new RouteTable(routes);
    this.#options = options;
    this.#origins = new Set(options.origins);
    this.#hosts = options.hosts && new AllowedHosts(options.hosts);
  }

  /** Answers any request. Never rejects. */
  async answer(request: Request, mount: Mount): Promise<Response> {
    const url = new URL(request.url);
    const path = pathUnder(mount.base, mount.rawPath);
    const answer =
      path === undefined
        ? elsewhere(mount.base)
        : await this.#route(request, url, path, mount).catch((error: unknown) => this.#fail(error, request));
    const headers = new Headers(answer.headers);
    secure(headers);
    allowOrigin(request, headers, this.#origins);
    const body = request.method === 'HEAD' ? null : answer.body;
    if (body === null) await answer.body?.cancel();
    return new Response(body, { status: answer.status, headers });
  }

  async #route(
    request: Request,
    url: URL,
    path: string,
    { base, rawPath, incoming }: Mount,
  ): Promise<Response> {
    this.#hosts?.assertAllowed(request, url);
    assertNormalPath(rawPath, url);
    const found = this.#table.find(path);
    if (found === undefined) throw new Problem(404, 'NOT_FOUND', 'not found; /openapi.json lists all paths');
    const { byMethod, allow } = found;
    if (request.method === 'OPTIONS') return optionsAnswer(request, allow, this.#origins);
    const route = byMethod.get(request.method);
    if (route === undefined) {
      const sentence = `method ${request.method} not allowed; allowed: ${allow}`;
      throw new Problem(405, 'METHOD_NOT_ALLOWED', sentence, { headers: { Allow: allow } });
    }
    const answer = this.#answerBy(route, { request, url, path: found.path, base }, incoming);
    const { errors } = route;
    return errors === undefined
      ? answer
      : answer.catch((error: unknown) => this.#fail(error, request, errors.answer));
  }

  async #answerBy(
    route: Route,
    arrived: Omit<RoutedRequest, 'access' | 'address'>,
    incoming: unknown,
  ): Promise<Response> {
    const { request, url } = arrived;
    // An OFREP evaluation is a POST that changes nothing, and without CORS no other site can read its answer.
    if (route.method !== 'GET' && route.permission !== 'evaluate')
      refuseCrossSite(request, url, this.#origins);
    const access = route.ticket?.(url) ?? (await this.#admit(route.permission, request, incoming));
    if (access.flags !== undefined && route.forLimited !== true) {
      const sentence = `${access.actor} may see only some flags, and this is for callers who may see all`;
      throw new Problem(403, 'FORBIDDEN', sentence);
    }
    return route.answer({ ...arrived, access, address: clientAddress(incoming) });
  }

  async #admit(permission: Permission, request: Request, incoming: unknown): Promise<Access> {
    if (permission === 'none') return ANONYMOUS;
    const access = checkAccess(await this.#options.authorize(request, incoming));
    if (access === undefined) {
      const headers = { 'WWW-Authenticate': this.#options.challenge };
      const sentence = request.headers.has('authorization')
        ? 'the token is not accepted: check it'
        : 'authentication required: send a bearer token';
      throw new Problem(401, 'UNAUTHENTICATED', sentence, { headers });
    }
    if (access[permission] !== true)
      throw new Problem(403, 'FORBIDDEN', `${access.actor} does not have ${permission} permission`);
    return access;
  }

  #fail(error: unknown, request: Request, answer: (problem: Problem) => Response = problemAnswer): Response {
    // Ends work that has nowhere to send its result. No client reads this answer.
    if (request.signal.aborted) return answer(new Problem(400, 'BAD_REQUEST', 'the client disconnected'));
    if (isHalyardError(error, 'CONFLICT')) return answer(conflictProblem(this.#service, error, request));
    const problem = errorProblem(error);
    if (problem.status === 500) this.#report(error, request);
    return answer(problem);
  }

  #report(error: unknown, request: Request): void {
    try {
      this.#options.onError(error, request);
    } catch {
      // A failing `onError` must not change the answer.
    }
  }
}

const ANONYMOUS: Access = { actor: 'anonymous', read: false, write: false, evaluate: false };
