/** The server's answer to a failed request (RFC 9457). */
export interface ProblemDetails {
  readonly status: number;
  readonly title: string;
  /** A sentence for people. */
  readonly detail: string;
  /** The code for programs. `OFFLINE` if there was no answer. */
  readonly code: string;
}

/** A failed request: the server's problem, or no answer (`status` 0). The message is a sentence. */
export class ProblemError extends Error implements ProblemDetails {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  /** All members of the problem, such as `current` (what is stored now) of a conflict. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor({
    status,
    title,
    detail,
    code,
    ...members
  }: ProblemDetails & Readonly<Record<string, unknown>>) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.code = code;
    this.members = members;
  }

  /** Whether another user made a conflicting change first. `members.current` is the stored state. */
  get isConflict(): boolean {
    return this.code === 'CONFLICT' && 'current' in this.members;
  }
}

/** An error as a sentence to show. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
