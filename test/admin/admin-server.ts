import { type Admin, type AdminOptions, bearerTokens, makeAdmin } from '@halyard/admin';
import type { RunningApp } from '@halyard/conformance';
import {
  type Backend,
  type Condition,
  FeatureFlags,
  type FeatureFlagsOptions,
  type FlagSource,
  MemoryBackend,
} from '@halyard/core';
import { serveApp } from '../support/serve-app.js';
import { Contract } from './contract.js';

/** Who may call the servers of these tests, by token. */
export const TOKENS = {
  writer: 'token-of-a-writer',
  reader: 'token-of-a-reader',
  evaluator: 'token-of-an-evaluator',
} as const;

export const authorize: AdminOptions['authorize'] = bearerTokens(
  {
    [TOKENS.writer]: { actor: 'ana', read: true, write: true },
    [TOKENS.reader]: { actor: 'rita', read: true, write: false },
    [TOKENS.evaluator]: { actor: 'app', read: false, write: false, evaluate: true },
  },
  { logger: false },
);

type FlagMap = Readonly<Record<string, FlagSource>>;

/** The flags to begin with, and segments. */
export type Seed = Readonly<Record<string, FlagSource | Condition>>;

/** A request to be sent. */
export interface Sent {
  /** @default "GET" */
  readonly method?: string;
  /** Whose token; `null` for none. @default "writer" */
  readonly as?: keyof typeof TOKENS | null;
  /** Sent as JSON, text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back: with the body read, and as JSON if it is that. */
export interface Received<Json extends object = Readonly<Record<string, unknown>>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** An empty object when it is none. */
  readonly json: Json;
}

/** The administration in a real HTTP server. Every answer is held to the OpenAPI document. */
export class AdminServer {
  readonly flags: FeatureFlags;
  readonly admin: Admin;
  readonly origin: string;
  /** The errors that were answered 500. */
  readonly errors: unknown[];
  readonly #app: RunningApp;
  readonly contract: Contract;

  private constructor(
    flags: FeatureFlags,
    admin: Admin,
    app: RunningApp,
    contract: Contract,
    errors: unknown[],
  ) {
    this.flags = flags;
    this.admin = admin;
    this.#app = app;
    this.origin = app.origin;
    this.contract = contract;
    this.errors = errors;
  }

  static async start(
    backend: Backend | Seed = {},
    options: Partial<AdminOptions> = {},
    settings: Pick<FeatureFlagsOptions, 'clock' | 'logger'> = {},
  ): Promise<AdminServer> {
    const errors: unknown[] = [];
    const flags = await FeatureFlags.open(
      isBackend(backend) ? backend : new MemoryBackend(backend as FlagMap),
      { logger: false, ...settings },
    );
    const admin = makeAdmin(flags, { authorize, onError: (error) => errors.push(error), ...options });
    const app = await serveApp(admin.node);
    return new AdminServer(flags, admin, app, await Contract.read(), errors);
  }

  /** Sends a request; `Json` is what the test expects to come back, which it then looks at. */
  async send<Json extends object = Readonly<Record<string, unknown>>>(
    path: string,
    { method = 'GET', as = 'writer', body, headers = {} }: Sent = {},
  ): Promise<Received<Json>> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(as === null ? {} : { Authorization: `Bearer ${TOKENS[as]}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    this.contract.check(method, path, response, text);
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : {}) as Json,
    };
  }

  async stop(): Promise<void> {
    this.admin.close();
    await this.#app.close();
    await this.flags.close();
  }
}

/** Has `test` done with a server, which ends with it. */
export async function withServer(
  test: (server: AdminServer) => Promise<void>,
  ...start: Parameters<typeof AdminServer.start>
): Promise<void> {
  const server = await AdminServer.start(...start);
  try {
    await test(server);
  } finally {
    await server.stop();
  }
}

function isBackend(value: Backend | Seed): value is Backend {
  return typeof value['subscribe'] === 'function';
}
