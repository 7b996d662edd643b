import { createHash } from 'node:crypto';

/** What an answer may have besides its value. */
export interface AnswerInit {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value as JSON. */
export function jsonAnswer(value: unknown, { status = 200, headers = {} }: AnswerInit = {}): Response {
  return textAnswer(JSON.stringify(value), { status, headers });
}

/** Text that is JSON already. */
export function textAnswer(text: string, { status = 200, headers = {} }: AnswerInit = {}): Response {
  const own = { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) };
  return new Response(text, { status, headers: { ...own, ...headers } });
}

/** An entity tag for these texts together: the same for the same texts, in every process. */
export function entityTag(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length keeps ("ab", "c") and ("a", "bc") apart.
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}
