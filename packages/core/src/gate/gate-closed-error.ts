import { HalyardError, isHalyardError } from '../base/errors.js';
import type { ClosedAnswers, ProblemDetails } from './closed-answer.js';

/**
 * A closed gate, as an error for the framework's error path (`onClosed: "error"`): `status`, `expose` and `headers` as
 * Express, Koa and the http-errors package have them, and the problem document that the gate would have sent.
 * Test for it with {@link isGateClosedError}.
 */
export class GateClosedError extends HalyardError {
  readonly status: number;
  /** The same as `status`, for those who look for this name. */
  readonly statusCode: number;
  /** Always true: the message is the gate's title and detail, meant for the client. */
  readonly expose: boolean = true;
  /** `Cache-Control`, `Retry-After` and the headers of the gate's options. A copy for this error alone. */
  readonly headers: Record<string, string>;
  readonly problem: ProblemDetails;
  /** The gate's flag, for logs. Not enumerable, so that an error turned into JSON does not tell it. */
  declare readonly flag: string;

  constructor(flag: string, { problem, headers }: ClosedAnswers) {
    super('GATE_CLOSED', problem.detail ?? problem.title);
    this.name = 'GateClosedError';
    this.status = problem.status;
    this.statusCode = problem.status;
    this.headers = { ...headers };
    this.problem = problem;
    Object.defineProperty(this, 'flag', { value: flag });
  }
}

/** True for the error of a closed gate, whichever copy of Halyard made it. */
export function isGateClosedError(error: unknown): error is GateClosedError {
  return isHalyardError(error, 'GATE_CLOSED');
}
