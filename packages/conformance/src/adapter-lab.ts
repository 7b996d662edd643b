import assert from 'node:assert/strict';
import {
  FeatureFlags,
  type FeatureFlagsOptions,
  type RegisteredFlags,
  type FlagSource,
  MemoryBackend,
} from '@halyard/core';
import type { AdapterSubject, OtherFramework, RunningApp } from './adapter-subject.js';
import { type RawAnswer, rawRequest } from './raw-request.js';

/** The suite never looks into a framework's middleware or requests; only the subject does. */
export type OpaqueSubject = AdapterSubject<unknown, object>;

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** What a case builds its apps with. Everything it opened is closed by `dispose`. */
export class AdapterLab {
  readonly subject: OpaqueSubject;
  readonly #open: { close(): Promise<void> }[] = [];

  constructor(subject: OpaqueSubject) {
    this.subject = subject;
  }

  /** The exports that the suite tests. Cases about those that are absent are skipped. */
  get adapter(): Required<OpaqueSubject['adapter']> {
    return this.subject.adapter as Required<OpaqueSubject['adapter']>;
  }

  /** A service whose memory holds these, and which logs nothing. */
  async flags(
    initial: Record<string, FlagSource> = {},
    options?: FeatureFlagsOptions<RegisteredFlags>,
  ): Promise<FeatureFlags> {
    const flags = await FeatureFlags.open(new MemoryBackend(initial), { logger: false, ...options });
    this.#open.push(flags);
    return flags;
  }

  /** Middleware that answers `behind` and counts how often it ran. */
  behind(answer = 'behind', framework: OtherFramework = this.subject): Behind {
    return new Behind(framework, answer);
  }

  /** Starts an app with this middleware. */
  serve(...middleware: readonly unknown[]): Promise<Client> {
    return this.serveIn(this.subject, middleware);
  }

  /** Starts an app of another framework with this middleware. */
  async serveIn(framework: OtherFramework, middleware: readonly unknown[]): Promise<Client> {
    const errors: unknown[] = [];
    const app = await framework.serve(middleware, (error) => errors.push(error));
    return this.client(app, errors);
  }

  /** Requests to an app that runs already. */
  client(app: RunningApp, errors: unknown[] = []): Client {
    this.#open.push(app);
    return new Client(app.origin, errors);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#open.map((each) => each.close()));
  }
}

/** Something that a gate stands before. */
export class Behind {
  readonly middleware: unknown;
  runs = 0;

  constructor(framework: OtherFramework, answer: string) {
    this.middleware = framework.middleware(() => {
      this.runs++;
      return answer;
    });
  }
}

/** Asks one app. */
export class Client {
  readonly #origin: string;
  /** What reached the framework's error path. */
  readonly errors: readonly unknown[];

  constructor(origin: string, errors: readonly unknown[]) {
    this.#origin = origin;
    this.errors = errors;
  }

  /** Fails if there is no answer within five seconds: a request that hangs is a failure, not a wait. */
  async request(path = '/', init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.#origin + path, { ...init, signal: AbortSignal.timeout(5000) });
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  /** What the server sends for this request line, byte by byte, without any header of a client such as `Accept`. */
  raw(requestLine: string): Promise<RawAnswer> {
    return rawRequest(this.#origin, requestLine);
  }

  /** The one error that reached the error path. */
  get error(): Readonly<Record<string, unknown>> {
    assert.equal(this.errors.length, 1, `expected one error, got ${String(this.errors)}`);
    return this.errors[0] as Readonly<Record<string, unknown>>;
  }
}
