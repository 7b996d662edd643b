import type { HalyardErrorCode } from './halyard-errors.js';
import { errorDocs } from './error-docs.js';

// A registered symbol, so that two copies of this package in one process know each other's errors.
const BRAND: unique symbol = Symbol.for('halyard.error') as never;

/** An error of Halyard's own. Test for it with {@link isHalyardError}, never with `instanceof`. */
export class HalyardError extends Error {
  /** What went wrong, for code to branch on. */
  readonly code: HalyardErrorCode;
  /** The address of the documentation of the code: what it means and what to do. */
  readonly docs: string;

  /** `message`: a sentence. `options.cause`: the error behind it. */
  constructor(code: HalyardErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HalyardError';
    this.code = code;
    this.docs = errorDocs(code);
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for an error thrown by any copy of Halyard; with `code`, only for that one. */
export function isHalyardError(error: unknown, code?: HalyardErrorCode): error is HalyardError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  return code === undefined || (error as unknown as HalyardError).code === code;
}

/**
 * A context that a flag can't be evaluated for. Code `INVALID_CONTEXT`. Gates send it down the framework's error path:
 * `status` and `expose` are as Express, Koa and the http-errors package have them, `getResponse()` as Hono has it.
 */
export class InvalidContextError extends HalyardError {
  /** 400 where what a client sent is to blame, 500 where it is the program. */
  readonly status: number;
  /** The same as `status`, for frameworks that look for this name. */
  readonly statusCode: number;
  /** The message holds nothing of the context, so that a client may see it. */
  readonly expose: boolean;
  /** The error as an answer: the status, and the message as text. Missing where the message is not for the client. */
  declare readonly getResponse?: () => Response;

  /** `status`: from 400 to 599. From 500 on, `expose` is false. @default 400 */
  constructor(message: string, status = 400) {
    super('INVALID_CONTEXT', message);
    this.name = 'InvalidContextError';
    this.status = status;
    this.statusCode = status;
    this.expose = status < 500;
    const getResponse = (): Response => new Response(message, { status });
    if (this.expose) Object.defineProperty(this, 'getResponse', { value: getResponse });
  }
}

/** The message of whatever was thrown. Never throws: it need not be an error, nor become text. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'a value that is not text';
  }
}
