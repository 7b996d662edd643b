import type { HalyardErrorCode } from '@halyard/core';
import { statusTitle } from '@halyard/core/adapter';
import { errorDocs, HALYARD_ERRORS } from '@halyard/core/store';
import { jsonAnswer } from './json-answer.js';

/** The optional parts of a problem. */
export interface ProblemExtras {
  /** More members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer (RFC 9457). A route may throw it anywhere. The caller sees the message. */
export class Problem extends Error {
  readonly status: number;
  /** The kind of error, for programs. */
  readonly code: string;
  readonly extras: ProblemExtras;

  constructor(status: number, code: string, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.extras = extras;
  }
}

/**
 * The answer for a problem, as `application/problem+json`. The type of Halyard's own errors is the address of their
 * documentation.
 */
export function problemAnswer({ status, code, message, extras }: Problem): Response {
  const body = {
    ...kindOf(code, status),
    status,
    detail: message,
    code,
    ...extras.members,
  };
  const headers = { 'Content-Type': 'application/problem+json', ...extras.headers };
  return jsonAnswer(body, { status, headers });
}

// RFC 9457: a title belongs to its type, and that of "about:blank" is the status.
function kindOf(code: string, status: number): { readonly type: string; readonly title: string } {
  if (!Object.hasOwn(HALYARD_ERRORS, code)) return { type: 'about:blank', title: statusTitle(status) };
  const known = code as HalyardErrorCode;
  return { type: errorDocs(known), title: HALYARD_ERRORS[known] };
}
