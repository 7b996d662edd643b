import { statusTitle } from '@halyard/core/adapter';
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

/** The answer for a problem, as `application/problem+json`. */
export function problemAnswer({ status, code, message, extras }: Problem): Response {
  const body = {
    type: 'about:blank',
    title: statusTitle(status),
    status,
    detail: message,
    code,
    ...extras.members,
  };
  const headers = { 'Content-Type': 'application/problem+json', ...extras.headers };
  return jsonAnswer(body, { status, headers });
}
