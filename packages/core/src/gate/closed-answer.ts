import type { AnswerOptions } from './gate-options.js';
import { statusDetail, statusTitle, statusWord } from './status-phrase.js';

/** Says why a gate is closed, as RFC 9457 has it. Never names the flag. */
export interface ProblemDetails {
  /** The URI that names the kind of problem. */
  readonly type: string;
  /** The kind of problem, in a few words. */
  readonly title: string;
  /** The status of the answer. */
  readonly status: number;
  /** A sentence for the reader. */
  readonly detail: string;
  /** A word for client code to branch on. */
  readonly code: string;
}

/** A whole HTTP answer, made when the gate is made. A HEAD request gets the same without the body. */
export interface ClosedAnswer {
  /** From 400 to 599. */
  readonly status: number;
  /** All headers, `Content-Type` and `Content-Length` included. */
  readonly headers: Readonly<Record<string, string>>;
  /** The problem document, or a line of text. */
  readonly body: string;
}

/** Everything a closed gate may say. */
export interface ClosedAnswers {
  readonly problem: ProblemDetails;
  /** The headers that any form of the answer carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly json: ClosedAnswer;
  readonly text: ClosedAnswer;
}

/**
 * What an adapter offers the framework's content negotiation, best first, so that a client that takes anything gets
 * JSON and a browser, which would rather have HTML, gets text. `Gate.answer` takes the outcome.
 */
export const OFFERED_MEDIA_TYPES: readonly string[] = Object.freeze([
  'application/problem+json',
  'application/json',
  'text/html',
  'text/plain',
]);

/** The answer for the media type that the framework chose; text when the client takes none of them. */
export function chooseAnswer(answers: ClosedAnswers, mediaType: string | false | undefined): ClosedAnswer {
  return typeof mediaType === 'string' && mediaType.startsWith('application/') ? answers.json : answers.text;
}

const RETRY_AFTER_SECONDS = 60;

/** The answers that these options ask for. */
export function closedAnswers(options: AnswerOptions & { readonly statusCode: number }): ClosedAnswers {
  const status = options.statusCode;
  const problem: ProblemDetails = Object.freeze({
    type: options.type ?? 'about:blank',
    title: options.title ?? statusTitle(status),
    status,
    detail: options.detail ?? statusDetail(status),
    code: options.code ?? statusWord(status),
  });
  const retryAfter = options.retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined);
  const headers = Object.freeze({
    ...options.headers,
    // Caches keep a 404 unless told not to (RFC 9111, section 4.2.2): the gate would stay closed in them.
    'Cache-Control': 'private, no-store',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
  const answer = (contentType: string, body: string): ClosedAnswer =>
    Object.freeze({
      status,
      headers: Object.freeze({
        ...headers,
        'Content-Type': contentType,
        'Content-Length': String(new TextEncoder().encode(body).length),
      }),
      body,
    });
  return Object.freeze({
    problem,
    headers,
    json: answer('application/problem+json', JSON.stringify(problem)),
    text: answer('text/plain; charset=utf-8', `${problem.title}: ${problem.detail}\n`),
  });
}
