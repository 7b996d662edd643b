import type { ProblemDetails } from './closed-answer.js';

// A registered symbol, so that two copies of this package in one process know each other's errors.
const BRAND: unique symbol = Symbol.for('halyard.gate-closed') as never;

/**
 * A closed gate, as an error for the framework's error path (`onClosed: "error"`): `status`, `expose` and `headers` as
 * Express, Koa and the http-errors package have them, `getResponse()` as Hono has it, and the problem document that the
 * gate would have sent.
 * Test for it with {@link isGateClosedError}, never with `instanceof`.
 */
export class GateClosedError extends Error {
  /** The gate's option `code`, or the word for its status, such as `NOT_FOUND`. */
  readonly code: string;
  /** The status of the answer, from 400 to 599. */
  readonly status: number;
  /** The same as `status`, for those who look for this name. */
  readonly statusCode: number;
  /** Always true: the message is the gate's detail, meant for the client. */
  readonly expose: boolean = true;
  /** `Cache-Control`, `Retry-After` and the headers of the gate's options. A copy for this error alone. */
  readonly headers: Record<string, string>;
  /** The problem document that the gate would have sent. */
  readonly problem: ProblemDetails;
  /** The gate's flag, for logs. Not enumerable, so that an error turned into JSON does not tell it. */
  declare readonly flag: string;

  /** `headers` are copied. */
  constructor(flag: string, problem: ProblemDetails, headers: Readonly<Record<string, string>>) {
    super(problem.detail);
    this.name = 'GateClosedError';
    this.code = problem.code;
    this.status = problem.status;
    this.statusCode = problem.status;
    this.headers = { ...headers };
    this.problem = problem;
    Object.defineProperty(this, 'flag', { value: flag });
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** The error as an answer: the status, the headers, and the message as text. */
  getResponse(): Response {
    return new Response(this.message, { status: this.status, headers: this.headers });
  }
}

/** True for the error of a closed gate, whichever copy of Halyard made it. */
export function isGateClosedError(error: unknown): error is GateClosedError {
  return typeof error === 'object' && error !== null && BRAND in error;
}
