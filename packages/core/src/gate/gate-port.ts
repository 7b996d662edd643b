import type { GateView } from '../service/gate-view.js';

/** A framework's `next`. Some frameworks take an error as its argument. */
export type GateNext = (error?: unknown) => unknown;

/**
 * A framework, as {@link runGate} uses it. One object serves all requests: its functions are given the request, the
 * response and `next` of `runGate`. Where the framework has one object for request and response, it is given twice.
 */
export interface GatePort<Request extends object, Response, Next extends GateNext, Handler> {
  /** The name of the framework, for the error of a gate that is mounted in another one. */
  readonly framework: string;
  /**
   * How an app mounts `featureFlags`, for the error of a gate in a request without flags.
   * @default "app.use(featureFlags(flags))"
   */
  readonly mounting?: string;
  /**
   * Whether these are the framework's own. Asked for every request. Needed where another framework calls middleware with
   * the same number of arguments. @default they are, if the response is an object
   */
  recognizes?(request: Request, response: Response): boolean;
  /** Puts the request's flags where the handlers of the framework find them. @default `request.flags` */
  readonly setFlags?: (request: Request, view: GateView) => void;
  /** The first of these media types, best first, that the client prefers. */
  accepts(request: Request, mediaTypes: string[]): string | false | undefined;
  /** Whether the answer has begun. */
  headersSent(response: Response): boolean;
  /** The names of the headers that are set so far, in any case. */
  headerNames(response: Response): readonly string[];
  /** Sets a header, in place of one of this name. */
  setHeader(response: Response, name: string, value: string): void;
  /** Removes a header. Does nothing where there is none of this name. */
  removeHeader(response: Response, name: string): void;
  /** Adds a field to the response's `Vary`. */
  vary(response: Response, field: string): void;
  /**
   * Sets the status and the body, after the headers. A `HEAD` request gets no body. Returns what the framework's
   * middleware has to return for an answer.
   */
  respond(request: Request, response: Response, status: number, body: string): unknown;
  /** Calls a handler of the app. */
  call(handler: Handler, request: Request, response: Response, next: Next): unknown;
  /**
   * Sends an error down the framework's error path. Absent where that path is the promise that middleware returns: the
   * gate then throws or rejects.
   */
  fail?(error: unknown, next: Next): void;
}
