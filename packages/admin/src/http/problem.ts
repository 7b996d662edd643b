import type { HalyardErrorCode } from '@halyard/core';
import { statusTitle } from '@halyard/core/adapter';
import { errorDocs, HALYARD_ERRORS } from '@halyard/core/store';
import { type AnswerInit, chunksAnswer, jsonAnswer } from './json-answer.js';
import { writeJsonInTurns } from './write-json-in-turns.js';

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
export function problemAnswer(problem: Problem): Response {
  return jsonAnswer(bodyOf(problem), initOf(problem));
}

/** The same for a problem with long members: its body is written in turns of the event loop. */
export async function longProblemAnswer(problem: Problem, signal: AbortSignal): Promise<Response> {
  return chunksAnswer(await writeJsonInTurns(bodyOf(problem), signal), initOf(problem));
}

/** The type of Halyard's own errors is the address of their documentation. */
function bodyOf({ status, code, message, extras }: Problem): Readonly<Record<string, unknown>> {
  return { ...kindOf(code, status), status, detail: message, code, ...extras.members };
}

function initOf({ status, extras }: Problem): AnswerInit {
  return { status, headers: { 'Content-Type': 'application/problem+json', ...extras.headers } };
}

// RFC 9457: a title belongs to its type, and that of "about:blank" is the status.
function kindOf(code: string, status: number): { readonly type: string; readonly title: string } {
  if (!Object.hasOwn(HALYARD_ERRORS, code)) return { type: 'about:blank', title: statusTitle(status) };
  const known = code as HalyardErrorCode;
  return { type: errorDocs(known), title: HALYARD_ERRORS[known] };
}
