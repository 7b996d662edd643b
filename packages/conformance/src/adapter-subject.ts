import type { FeatureFlags, RequestFlags, SignedOverrides } from '@halyard/core';
import type {
  DecisionOptions,
  GateOptions,
  KillSwitchOptions,
  MountOptions,
  WrappingGateOptions,
} from '@halyard/core/adapter';

/** What an adapter's package exports. `Request` is the framework's object for one request. */
export interface Adapter<Middleware, Request extends object> {
  /** Middleware that gives each request its flags. */
  readonly featureFlags: (flags: FeatureFlags, options?: MountOptions<Request>) => Middleware;
  /** Middleware that is open while the flag is on. */
  readonly makeFlagGate: (name: string, options?: GateOptions<Request, Middleware>) => Middleware;
  /** Middleware that is open until the flag is on. */
  readonly makeKillSwitch: (name: string, options?: KillSwitchOptions<Request, Middleware>) => Middleware;
  /** A handler for a flag that is on, with or without one for a flag that is off. Absent only where the adapter lacks `handlers`. */
  readonly whenEnabled?: {
    (
      name: string,
      handler: Middleware,
      otherwise: Middleware,
      options?: DecisionOptions<Request>,
    ): Middleware;
    (name: string, handler: Middleware, options?: WrappingGateOptions<Request, Middleware>): Middleware;
  };
  /** A handler that answers with the status of the flags. Absent only where the adapter lacks `handlers`. */
  readonly flagStatus?: (flags: FeatureFlags) => Middleware;
  /** A handler that begins and ends overrides. Absent only where the adapter lacks `handlers`. */
  readonly previewRoute?: (overrides: SignedOverrides) => Middleware;
  /** The `requestFlags` of core. */
  readonly requestFlags: () => RequestFlags;
}

/** What a handler of the suite does: answers 200 with this text, or, with `undefined`, calls `next()`. */
export type SuiteHandler<Request extends object> = (
  request: Request,
  response: SuiteResponse,
) => string | undefined | Promise<string | undefined>;

/** What else a handler of the suite does to the response. A `ServerResponse` of `node:http` is one. */
export interface SuiteResponse {
  /** Sets a header, in place of one of this name. */
  setHeader(name: string, value: string): void;
  /** Begins to answer: sends status 200, the headers and this text. */
  write(text: string): void;
  /** Ends an answer that `write` began, unless the framework did. */
  end(): void;
}

/** A server with an app in it. */
export interface RunningApp {
  /** Such as `http://127.0.0.1:4711`, without a slash at the end. */
  readonly origin: string;
  /** Stops the server; resolves once its port is free. */
  close(): Promise<void>;
}

/**
 * What some cases need: a `response` that handlers share before one of them answers; `storage`, to keep a request's flags in
 * `AsyncLocalStorage`; a `next()` that is given to an `onClosed` function; `handlers` that the adapter makes (`whenEnabled`,
 * `flagStatus`, `previewRoute`); `remounting`, which is mounting `featureFlags` again behind a gate.
 */
export type AdapterNeed = 'response' | 'storage' | 'next' | 'handlers' | 'remounting';

/** How the suite gets at the framework and the adapter that it tests. */
export interface AdapterSubject<Middleware, Request extends object> {
  /** Headline of the report, such as `express 5`. */
  readonly name: string;
  /** The exports that the suite tests. */
  readonly adapter: Adapter<Middleware, Request>;
  /**
   * Middleware that does what `handler` says. If that throws at once, so must the middleware; if it rejects, the
   * middleware's promise does.
   */
  middleware(handler: SuiteHandler<Request>): Middleware;
  /**
   * Starts an app that runs these in order for every method and path. What reaches the framework's error path is told
   * to `onError`, and then answered by the framework's own error handling.
   */
  serve(middleware: readonly Middleware[], onError: (error: unknown) => void): Promise<RunningApp>;
  /** The request's view, as the adapter puts it on the request. */
  flags(request: Request): RequestFlags;
  /** A header of the request; the name is in lower case. */
  header(request: Request, name: string): string | undefined;
  /** Every way there is to put a gate before something. */
  readonly mountings: readonly Mounting<Middleware>[];
  /** Every way there is to make one handler of others, such as a router. @default none */
  readonly nestings?: readonly Nesting<Middleware>[];
  /** Frameworks that call middleware in another way. Mounted there, the adapter's must say so. @default none */
  readonly elsewhere?: readonly OtherFramework[];
  /** What the framework or the adapter does not have, each with the reason. Skips the cases that need it. @default nothing */
  readonly lacks?: Partial<Readonly<Record<AdapterNeed, string>>>;
}

/** The request that a mounting is tried with. */
export interface MountingRequest {
  /** The method. @default "GET" */
  readonly method?: string;
  /** The path. @default "/" */
  readonly path?: string;
  /** The body, as text. @default none */
  readonly body?: string;
  /**
   * Spellings of the path by which the framework itself passes the gate, and why no adapter can prevent it. The case
   * fails once one of them no longer passes.
   */
  readonly bypassedBy?: Partial<Readonly<Record<PathSpelling, string>>>;
}

/** Another spelling of a path, which a framework may take for the same. */
export type PathSpelling =
  | 'in capitals'
  | 'percent-encoded'
  | 'with a slash at the end'
  | 'with a doubled slash';

/** One way to put a gate before something. */
export type Mounting<Middleware> = {
  readonly name: string;
} & (
  | (MountingRequest & {
      /** Starts an app that has `behind` behind `gate`, mounted this way, after `flags`. */
      serve(parts: MountedParts<Middleware>): Promise<RunningApp>;
    })
  | { readonly skip: string }
);

/** What a mounting puts together. `behind` answers the request. */
export interface MountedParts<Middleware> {
  /** The middleware of `featureFlags`. */
  readonly flags: Middleware;
  /** The gate. */
  readonly gate: Middleware;
  /** What the gate closes. It answers the request. */
  readonly behind: Middleware;
}

/** One way to make one handler of others. */
export interface Nesting<Middleware> {
  /** What makes the handler, such as `a router`. */
  readonly name: string;
  /** A handler that runs this one for `GET /nested`, and goes on for any other request. */
  nest(handler: Middleware): Middleware;
}

/** Another framework, as far as the suite uses it. The subject of its adapter is one. */
export type OtherFramework = Pick<AdapterSubject<unknown, object>, 'name' | 'serve' | 'middleware'>;
