import { statusTitle } from '@halyard/core/adapter';
import { jsonAnswer } from './json-answer.js';

/** What a problem may carry beside its sentence. */
export interface ProblemExtras {
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is answered with an error (RFC 9457). Thrown anywhere in a route; the sentence is for the caller. */
export class Problem extends Error {
  readonly status: number;
  /** What went wrong, for code to branch on. */
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

/** The answer that tells of a problem, as `application/problem+json`. */
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
